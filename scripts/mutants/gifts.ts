import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const transfers = inFile("lib/vouchers/repository/transfers.ts");
const accept = inFile("lib/vouchers/accept-gift.ts");
const take = inFile("lib/vouchers/take-gift.ts");
const rules = inFile("lib/vouchers/rules/gift.ts");
const refund = inFile("lib/packs/refund-purchase.ts");

const gift = (name: string): Red => ({ file: "lib/orders/gifts.db.test.ts", name });

/** The guards of vouchers that members give to each other. */
export const giftMutants: readonly Mutant[] = [
  {
    guard: "gift: it is decided without its locks, and written without asking whether it waits (I-11)",
    edits: [
      take(
        "members.set(id, await lockMember(tx, scope, id))",
        "members.set(id, { id, homeStoreId: null, blockedAt: null })",
      ),
      take(
        "const [voucher] = await lockVouchers(tx, scope, [found.voucherId]);\n  const gift = await lockGift(tx, scope, giftId);",
        "const gift = found;\n  await new Promise((resolve) => setTimeout(resolve, 30));\n  const [voucher] = await lockVouchers(tx, scope, [found.voucherId]);",
      ),
      transfers(
        '.where(and(giftIs(scope, giftId), eq(voucherGifts.status, "waiting")))',
        ".where(giftIs(scope, giftId))",
      ),
    ],
    red: [gift("who press at once with no giver in between: exactly one takes it")],
  },
  {
    guard: "gift: the code stays what its giver knows",
    edits: [transfers('status: "available", code: newCode() }', 'status: "available" }')],
    red: [gift("can be used by the friend alone, and what the giver wrote down of it opens nothing")],
  },
  {
    guard: "gift: a giver who is blocked gives all the same",
    edits: [
      accept('gift.status !== "waiting" || !giver || giver.blockedAt', 'gift.status !== "waiting" || !giver'),
    ],
    red: [
      gift("is not its giver's to accept, nor a blocked member's, nor anything of a giver who is blocked"),
    ],
  },
  {
    guard: "gift: it is taken after its end, until a sweep comes",
    edits: [rules('gift.endsAt <= now ? "over" : "waiting"', '"waiting"')],
    red: [
      gift(
        "is over a day after it was offered, or with the voucher where that is sooner: it is its giver's again",
      ),
    ],
  },
  {
    guard: "gift: what was given is given on",
    edits: [rules(" && issuedTo === null;\n}\n\n/**", ";\n}\n\n/**")],
    red: [
      gift("cannot be offered where its terms, its type or its state say no, nor once it was a gift itself"),
    ],
  },
  {
    guard: "gift: a pack is refunded although one of its coupons was given to a friend (I-7)",
    edits: [refund("one.issuedTo === null ? one :", "one.issuedTo !== undefined ? one :")],
    red: [gift("is gone out of the pack that brought it: what was paid for that stays paid (I-7)")],
  },
];
