import { inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const stock = inFile("lib/packs/repository/stock.ts");
const purchases = inFile("lib/packs/repository/purchases.ts");
const deliveries = inFile("lib/packs/repository/deliveries.ts");
const buy = inFile("lib/packs/buy-pack.ts");
const pay = inFile("lib/packs/pay-purchase.ts");
const take = inFile("lib/packs/take-purchase.ts");
const release = inFile("lib/packs/release-unpaid.ts");
const refund = inFile("lib/packs/refund-purchase.ts");
const seen = inFile("lib/packs/queries/purchases.ts");
const ofOrder = inFile("lib/orders/change-order.ts");
const bill = inFile("lib/orders/settle-payment.ts");

const gifts = inFile("lib/packs/repository/gifts.ts");
const withdraw = inFile("lib/packs/withdraw-gift.ts");
const ending = inFile("lib/packs/end-deliveries.ts");

const takenBack = (name: string): Red => ({ file: "lib/packs/withdraw-gift.db.test.ts", name });
const ended = (name: string): Red => ({ file: "lib/packs/end-deliveries.db.test.ts", name });
const race = (name: string): Red => ({ file: "lib/packs/races.db.test.ts", name });
const backRace = (name: string): Red => ({ file: "lib/packs/refund-races.db.test.ts", name });
const flow = (name: string): Red => ({ file: "lib/packs/packs.db.test.ts", name });
const paying = (name: string): Red => ({ file: "lib/orders/pack-payments.db.test.ts", name });

/** The guards of packs: stock, limits, payments, deliveries, refunds, days, and where buyers are sent. */
export const packMutants: readonly Mutant[] = [
  {
    guard: "pack: stock is decided without its lock (I-1)",
    edits: [
      stock(
        '      .where(counterOf(scope, packId, key))\n      .for("update");',
        "      .where(counterOf(scope, packId, key));",
      ),
    ],
    red: [race("of five is sold to exactly five of eight who buy at once")],
  },
  {
    guard: "pack: a member who buys is not locked (I-2)",
    edits: [
      buy(
        "const member = await lockMember(tx, scope, memberId);",
        "const member: { blockedAt: Date | null } | null = { blockedAt: null };",
      ),
    ],
    red: [race("hold in all and in one day over presses at once")],
  },
  {
    guard: "pack: a third unpaid purchase finds a place (S-44)",
    edits: [buy("Array.from({ length: MAX_UNPAID }", "Array.from({ length: MAX_UNPAID + 1 }")],
    red: [race("let at most two be unpaid, over all packs (S-44)")],
  },
  {
    guard: "pack: what ran out unpaid stays held",
    edits: [buy("await releaseLooked(tx, scope, { memberId, packIds })", "[]")],
    red: [flow("is not sold beyond its stock")],
  },
  {
    guard: "pack: who looks does not wait for who gives up",
    edits: [
      purchases(
        '    .where(and(placed, inArray(id, ids)))\n    .orderBy(asc(id))\n    .for("update");',
        '    .where(and(placed, inArray(id, ids)))\n    .orderBy(asc(id))\n    .for("update", { skipLocked: true });',
      ),
    ],
    red: [race("is not said to be sold out while somebody is about to give it back")],
  },
  {
    guard: "pack: what is given up gives back nothing",
    edits: [release("  await giveBackHeld(tx, scope, purchases);\n", "")],
    red: [race("get back what was given up, and not what was paid")],
  },
  {
    guard: "pack: neither a purchase nor its member is locked (I-6)",
    edits: [
      take(
        "const member = await lockMember(tx, scope, owner.memberId);",
        "const member = null as LockedMember | null;",
      ),
      purchases(
        'await tx.select().from(packPurchases).where(one(scope, id)).for("update");',
        "await tx.select().from(packPurchases).where(one(scope, id));",
      ),
    ],
    red: [race("delivers one full set, however often and with whatever reference it comes")],
  },
  {
    guard: "pack: a coupon that cannot be had is not looked at when it is paid",
    edits: [pay('  if (waits) return refuse("pack_unavailable", { couponId: waits.couponId });\n', "")],
    red: [race("that comes when a coupon of it is gone takes nothing and delivers nothing")],
  },
  {
    guard: "pack: a delivery is not written down (I-16)",
    edits: [deliveries("d(id, cycle, due, vouchers)`);", "d(id, cycle, due, vouchers) where false`);")],
    red: [race("over four ticks at once, after three missed days, gives each their four and no more")],
  },
  {
    guard: "pack: a delivery does not look whether somebody holds the purchase (I-7)",
    edits: [
      deliveries("for update of d skip locked for key share of p skip locked", "for update of d skip locked"),
    ],
    red: [race("leaves a purchase that somebody holds to them, without waiting")],
  },
  {
    guard: "pack: a refund leaves its coupons (I-7)",
    edits: [
      refund(
        '  await moveAll(tx, scope, "revoke", { voucherIds, cause: { purchaseId: id, refundId }, now: revokedAt });\n',
        "",
      ),
    ],
    red: [flow("goes back whole, its coupons with it, when somebody else than who asked says so")],
  },
  {
    guard: "pack: a used one goes back when it expires (I-18)",
    edits: [
      inFile("lib/packs/rules/expired.ts")(
        "if (vouchers.length === 0 || vouchers.some(isGone))",
        "if (vouchers.length === 0)",
      ),
      inFile("lib/packs/rules/purchase.ts")(
        'return vouchers.gone > 0 ? refuse("pack_used", { used: vouchers.gone }).refusal : null;',
        "return null;",
      ),
    ],
    red: [backRace("of an expired pack is never made where a coupon was used in its last second")],
  },
  {
    guard: "pack: a delivery is due at midnight in London wherever it is (I-19)",
    edits: [
      inFile("lib/packs/rules/schedule.ts")(
        "return startOfDay(dueDate(schedule.every, startedOn, cycle), zone);",
        'return startOfDay(dueDate(schedule.every, startedOn, cycle), zone && "Europe/London");',
      ),
    ],
    red: [{ file: "lib/packs/rules/schedule.test.ts" }],
  },
  {
    guard: "pack: a coupon is good beyond its own end",
    edits: [
      inFile("lib/packs/rules/window.ts")(
        "const ends = bounds.until && bounds.until < until ? bounds.until : until;",
        "const ends = until;",
      ),
    ],
    red: [
      { file: "lib/packs/rules/window.test.ts", name: "never beyond the fixed dates of the coupon itself" },
    ],
  },
  {
    guard: "pack: a buyer is sent to any host below an allowed one (S-26)",
    edits: [
      inFile("lib/packs/check-redirect.ts")(
        "!hosts.includes(host)",
        "!hosts.some((one) => host.endsWith(one))",
      ),
    ],
    red: [{ file: "lib/packs/check-redirect.test.ts" }],
  },
  {
    guard: "pack: purchases of every merchant are seen (S-4)",
    edits: [
      seen(
        "const mine = eq(packPurchases.merchantId, scope.merchantId);",
        "const mine = eq(packPurchases.merchantId, packPurchases.merchantId);",
      ),
    ],
    red: [
      { file: "lib/tenancy.db.test.ts", name: "tells another merchant nothing, asked with this one's ids" },
    ],
  },
  {
    guard: "pack: two of one order are each looked at alone (I-1)",
    edits: [pay("lockPaying(tx, scope, purchase, spokenFor);", "lockPaying(tx, scope, purchase);")],
    red: [
      {
        file: "lib/orders/pay-packs.db.test.ts",
        name: "are paid by one of four orders that pay at once for the coupons of one and a half",
      },
    ],
  },
  {
    guard: "pack: one beside an order is not paid with it",
    edits: [ofOrder("  await payPacksOfOrder(tx, scope, packs.value, paymentRef);\n", "")],
    red: [paying("is held with it, and both are paid by one payment of their sum")],
  },
  {
    guard: "pack: one beside an order costs nothing",
    edits: [bill("totalMinor + (await packsBillOf(tx, scope, orderId))", "totalMinor")],
    red: [paying("is held with it, and both are paid by one payment of their sum")],
  },
  {
    guard: "pack: a gift that is being delivered is taken back without waiting (K7)",
    edits: [gifts('eq(packGifts.id, giftId)))\n    .for("update");', "eq(packGifts.id, giftId)));")],
    red: [takenBack("races with the registration that delivers it: whoever comes first keeps the other off")],
  },
  {
    guard: "pack: what was taken back is no stock again",
    edits: [withdraw("    await takeBackGiven(tx, scope, packId, quantity);\n", "")],
    red: [takenBack("gives the stock back once, and keeps no more of the number than its end")],
  },
  {
    guard: "pack: deliveries are ended by what stood before their purchase was locked",
    edits: [
      ending(
        "    const { purchase, now } = await takePurchase(tx, scope, purchaseId);\n    const next = await loadComing(tx, scope, purchaseId);\n",
        "    const next = await loadComing(tx, scope, purchaseId);\n    const { purchase, now } = await takePurchase(tx, scope, purchaseId);\n",
      ),
    ],
    red: [ended("waits for a delivery run that has the purchase in hand, and then ends nothing")],
  },
  {
    guard: "pack: deliveries are ended of what can be refunded (I-18)",
    edits: [
      inFile("lib/packs/rules/purchase.ts")(
        'return refusal === null ? refuse("pack_refundable").refusal : null;',
        "return null;",
      ),
    ],
    red: [ended("ends nothing whose money can go back, and what was given whatever was used of it (I-18)")],
  },
  {
    guard: "pack: more than is to be paid by now pays an order (K4)",
    edits: [
      inFile("lib/payments/settle-payment.ts")(
        "const isOwed = isWhole && (!bill.ok || bill.value.amountMinor === amountMinor);",
        "const isOwed = isWhole && bill.ok !== null;",
      ),
    ],
    red: [paying("that cannot be had any more is taken off, and the rest is paid, by this sum and no other")],
  },
  {
    guard: "pack: one is taken off an order while a provider is paid for both (K4)",
    edits: [
      inFile("lib/orders/drop-packs.ts")(
        '    if (await isBeingPaid(tx, scope, { kind: "order", id: orderId })) return refuse("payment_under_way");\n',
        "",
      ),
    ],
    red: [paying("that cannot be had any more is taken off, and the rest is paid, by this sum and no other")],
  },
];
