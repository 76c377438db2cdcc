import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const deliveries = inFile("lib/notifications/repository/deliveries.ts");
const outward = inFile("lib/platform/outward-call.ts");
const signature = inFile("lib/platform/webhook-signature.ts");
const desk = inFile("lib/platform/payments/test-desk.ts");
const settle = inFile("lib/payments/settle-payment.ts");
const patch = inFile("lib/coupons/patch-coupon.ts");
const payments = inFile("lib/members/repository/payments.ts");
const refund = inFile("lib/payments/refund-payment.ts");

const webhook = (name: string): Red => ({ file: "lib/notifications/webhooks.db.test.ts", name });
const payment = (name: string): Red => ({ file: "lib/orders/payments.db.test.ts", name });

/** What other systems are told, and what they tell. */
export const outsideMutants: Mutant[] = [
  {
    guard: "patch: what is left out is read before the lock",
    edits: [
      patch(
        "    const current = await lockCoupon(tx, scope, couponId);\n",
        "    const seen = await inTransaction((before) => lockCoupon(before, scope, couponId));\n    const locked = await lockCoupon(tx, scope, couponId);\n    const current = locked && seen ? { ...locked, terms: seen.terms } : locked;\n",
      ),
    ],
    red: [{ file: "lib/api-coupons.db.test.ts", name: "two who change different parts at once" }],
  },
  {
    guard: "spent: what was given back counts on",
    edits: [payments("sum(${orders.paidMinor} - ${orders.refundedMinor})", "sum(${orders.paidMinor})")],
    red: [{ file: "lib/orders/spent.db.test.ts", name: "goes down with every refund" }],
  },
  {
    guard: "webhook: what is at work is anybody's",
    edits: [deliveries("due_at = now() + ${LEASE}", "due_at = d.due_at")],
    red: [webhook("that dies in an attempt leaves it to be due again")],
  },
  {
    guard: "webhook: whoever comes late has the last word",
    edits: [
      deliveries("    eq(webhookDeliveries.attempts, taken.attempts),\n", ""),
      deliveries('    eq(webhookDeliveries.status, "waiting"),\n', ""),
    ],
    red: [webhook("that was thought dead and comes late changes nothing")],
  },
  {
    guard: "webhook: a name may lead to a private address",
    edits: [
      outward('  if (!addresses.every(isPublicAddress)) throw new OutwardFault("private_address");\n', ""),
    ],
    red: [
      { file: "lib/platform/outward-call.test.ts", name: "of which one address is private is not called" },
    ],
  },
  {
    guard: "signature: an old one is good",
    edits: [signature(" || Math.abs(Number(t) - now.getTime() / 1000) > TOLERANCE_S", "")],
    red: [{ file: "lib/platform/webhook-signature.test.ts", name: "more than five minutes before or after" }],
  },
  {
    guard: "payment: nobody signs what a provider says",
    edits: [desk("    if (!isSignedBy([secret()], headers.get(HEADER), body, now)) return null;\n", "")],
    red: [payment("that is not signed, was changed, or is old is 400")],
  },
  {
    guard: "payment: any sum pays an order",
    edits: [
      settle(
        "const isWhole = facts.amountMinor === amountMinor && facts.currency === currency;",
        "const isWhole = amountMinor > 0 && currency.length > 0;",
      ),
    ],
    red: [payment("of another sum than was asked for does not pay the order")],
  },
  {
    guard: "payment: what came in vain stays",
    edits: [
      settle(
        "  await giveBack(tx, scope, { paymentId, refundId: null, amountMinor: facts.amountMinor, now });\n",
        "",
      ),
    ],
    red: [payment("paid, twenty times after the order was given up, is given back once")],
  },
  {
    guard: "payment: money goes back under another key each time",
    edits: [refund("amountMinor, key: id,", "amountMinor, key: `${id}${performance.now()}`,")],
    red: [payment("is asked for again when the provider could not")],
  },
  {
    guard: "payment: money is gone whatever its provider says of it",
    edits: [refund('if (state !== "done") {', 'if (state === "failed") {')],
    red: [payment("is gone only when the provider says so")],
  },
];
