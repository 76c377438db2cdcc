import { eq, inArray } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { coupons } from "@/db/schema/coupons";
import { couponBudgets, orders, orderVouchers } from "@/db/schema/orders";
import { vouchers } from "@/db/schema/vouchers";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  memberScope,
  testScope,
} from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { lockCoupon } from "@/lib/coupons/repository/coupons";
import { setBudget } from "@/lib/coupons/set-budget";
import { cancelOrder, payOrder } from "@/lib/orders/change-order";
import { explainCoupon } from "@/lib/orders/explain-coupon";
import { expireAll } from "@/lib/orders/jobs";
import { placeOrder } from "@/lib/orders/place-order";
import { quoteCart } from "@/lib/orders/quote-cart";
import { refundOrder } from "@/lib/orders/refund-order";
import { orderInputSchema, quoteInputSchema } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { grantCoupon } from "@/lib/vouchers/grant-coupon";
import { countMemberVouchers, listMemberVouchers } from "@/lib/vouchers/queries";
import { listWireVouchers } from "@/lib/vouchers/queries/wire";
import { voucherStatus } from "@/lib/vouchers/rules";

let merchantId: string;
let storeId: string;
let productId: string;
let staff: Scope;

beforeEach(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    storeId = await makeStore(tx, merchantId);
    productId = await makeProduct(tx, merchantId);
  });
  staff = testScope(merchantId);
});

/** A coupon that takes 20 % off. */
const coupon = (budgetMinor: number | null) =>
  inTransaction((tx) =>
    makeCoupon(tx, merchantId, {
      benefit: { type: "percent_off", bps: 2000 },
      budgetMinor,
      distribution: { methods: ["targeted"] },
    }),
  );
/** A new member with one voucher of the coupon. */
async function holder(couponId: string) {
  const memberId = await inTransaction((tx) => makeMember(tx, merchantId));
  const given = await grantCoupon(staff, { requestId: freshRequestId(), couponId, memberId, quantity: 1 });
  if (!given.ok) throw new Error(given.refusal.code);
  return { memberId, voucherIds: given.value.voucherIds };
}
const cartOf = (memberId: string) => ({
  ...{ storeId, channel: "till", device: "till", memberId, currency: "HKD" },
  lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: 2 }],
});
/** An order of 100.00 by a new member with one voucher of the coupon on it, which takes 20.00 off. */
async function placed(couponId: string): Promise<string> {
  const { memberId, voucherIds } = await holder(couponId);
  const order = orderInputSchema.parse({ ...cartOf(memberId), vouchers: voucherIds });
  const made = await placeOrder(staff, { requestId: freshRequestId(), order });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
}
const pay = (orderId: string) =>
  payOrder(staff, { requestId: freshRequestId(), orderId, paymentRef: orderId });
const cancel = (orderId: string) => cancelOrder(staff, { requestId: freshRequestId(), orderId });
const refund = (orderId: string) =>
  refundOrder(staff, {
    ...{ requestId: freshRequestId(), orderId },
    refund: { by: "merchant", lines: null, reason: "" },
  });
/** What is said of the coupon to a member who holds none of it, on that cart. */
async function explained(couponId: string) {
  const memberId = await inTransaction((tx) => makeMember(tx, merchantId));
  const quote = quoteInputSchema.parse({ ...cartOf(memberId), vouchers: [] });
  const told = await explainCoupon(staff, { couponId, memberId, quote });
  return told.ok ? told.value.reasons.map(({ code }) => code) : [];
}
const counterOf = async (couponId: string) =>
  (await db().select().from(couponBudgets).where(eq(couponBudgets.couponId, couponId)))[0];
/** What the orders themselves say. */
async function countedOf(couponId: string) {
  const rows = await db().select().from(orderVouchers).where(eq(orderVouchers.couponId, couponId));
  const sum = (state: string) =>
    rows.reduce((all, one) => all + (one.state === state ? one.discountMinor : 0), 0);
  return { reservedMinor: sum("reserved"), usedMinor: sum("used") };
}
/** Gives the coupon a budget as the console does; `counted` is told once its row is locked and its counter made. */
async function giveBudget(couponId: string, budgetMinor: number, counted: () => void): Promise<void> {
  await inTransaction(async (tx) => {
    const locked = await lockCoupon(tx, staff, couponId);
    if (!locked) throw new Error("there is no such coupon");
    await tx.update(coupons).set({ budgetMinor }).where(eq(coupons.id, couponId));
    await setBudget(tx, staff, couponId, budgetMinor);
    counted();
    await new Promise((done) => setTimeout(done, 300));
  });
}
/** Changes an order after a budget was counted and before its transaction is over. */
async function meanwhile(couponId: string, change: () => Promise<{ readonly ok: boolean }>) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const given = giveBudget(couponId, 10_000, resolve);
  await promise;
  expect((await change()).ok).toBe(true);
  await given;
}

describe("an unpaid order whose time is over, before any job came (U2)", () => {
  /** The order's time has run out. */
  const runOut = (orderId: string) =>
    db()
      .update(orders)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(orders.id, orderId));

  it("is told by an explanation to who holds none of its coupons, as a quote would (C27)", async () => {
    const couponId = await coupon(2000);
    expect(await explained(couponId)).not.toContain("budget_exhausted");
    await placed(couponId);
    expect(await explained(couponId)).toContain("budget_exhausted");
  });

  it("holds nothing of its coupon's budget: another member is quoted it, and takes it", async () => {
    const couponId = await coupon(3000);
    const first = await placed(couponId);
    const { memberId, voucherIds } = await holder(couponId);
    const cart = quoteInputSchema.parse({ ...cartOf(memberId), vouchers: "best" });
    const quoted = async () => {
      const quote = await quoteCart(staff, cart);
      return quote.ok ? quote.value.discountMinor : quote.refusal.code;
    };
    expect(await quoted()).toBe(0);
    await runOut(first);
    expect(await quoted()).toBe(2000);
    const order = orderInputSchema.parse({ ...cartOf(memberId), vouchers: voucherIds });
    expect((await placeOrder(staff, { requestId: freshRequestId(), order })).ok).toBe(true);
    expect(await counterOf(couponId)).toMatchObject({ reservedMinor: 2000, usedMinor: 0 });
    const [given] = await db().select().from(orders).where(eq(orders.id, first));
    expect(given).toMatchObject({ status: "cancelled", cancelledBy: "time" });
  });

  it("is given up behind those that cannot be", async () => {
    const couponId = await coupon(null);
    const [stuck, other, last] = [await placed(couponId), await placed(couponId), await placed(couponId)];
    for (const id of [stuck, other, last]) await runOut(id);
    // Their vouchers are not where their orders say: giving them up fails.
    const kept = await db()
      .select()
      .from(orderVouchers)
      .where(inArray(orderVouchers.orderId, [stuck, other]));
    const ids = kept.map(({ voucherId }) => voucherId);
    await db().update(vouchers).set({ status: "available" }).where(inArray(vouchers.id, ids));
    await db()
      .update(orders)
      .set({ expiresAt: new Date(Date.now() - 60_000) })
      .where(inArray(orders.id, [stuck, other]));
    await expireAll(2, new AbortController().signal);
    const rows = await db().select().from(orders).where(eq(orders.merchantId, merchantId));
    const statusOf = (id: string) => rows.find((row) => row.id === id)?.status;
    expect([stuck, other, last].map(statusOf)).toEqual(["placed", "placed", "cancelled"]);
    await db().update(vouchers).set({ status: "reserved" }).where(inArray(vouchers.id, ids));
    await expireAll(2, new AbortController().signal);
  });

  it("keeps no voucher: its holder's wallet and other systems have it to use, or as run out", async () => {
    const couponId = await coupon(null);
    const orderId = await placed(couponId);
    const [kept] = await db().select().from(orderVouchers).where(eq(orderVouchers.orderId, orderId));
    const [voucher] = await db()
      .select()
      .from(vouchers)
      .where(eq(vouchers.id, kept?.voucherId ?? ""));
    if (!voucher) throw new Error("the order has no voucher");
    const { memberId } = voucher;
    const own = memberScope(merchantId, memberId);
    const seen = async (now = new Date()) => {
      const wallet = await Promise.all(
        (["available", "expired"] as const).map(async (tab) => {
          const { rows } = await listMemberVouchers(own, { memberId, tab, now });
          return rows.map((row) => voucherStatus(row, now));
        }),
      );
      const wired = await Promise.all(
        (["available", "reserved", "expired"] as const).map(async (status) => {
          const { rows } = await listWireVouchers(staff, { memberId, status, now });
          return rows.map((row) => row.status);
        }),
      );
      return [...wallet, ...wired];
    };
    expect(await seen()).toEqual([["reserved"], [], [], ["reserved"], []]);
    await runOut(orderId);
    expect(await seen()).toEqual([["available"], [], ["available"], [], []]);
    const end = voucher.validUntil;
    if (!end) throw new Error("the voucher never ends");
    expect(await seen(end)).toEqual([[], ["expired"], [], [], ["expired"]]);
    expect(await countMemberVouchers(own, memberId, end)).toEqual({ available: 0, used: 0, expired: 1 });
  });
});

describe("a coupon that is given its budget while its orders go on (C20)", () => {
  it.each([
    ["paid", pay, { reservedMinor: 0, usedMinor: 2000 }],
    ["cancelled", cancel, { reservedMinor: 0, usedMinor: 0 }],
  ])("counts an order that is %s meanwhile", async (_, change, counted) => {
    const couponId = await coupon(null);
    const orderId = await placed(couponId);
    await meanwhile(couponId, () => change(orderId));
    expect(await counterOf(couponId)).toMatchObject(counted);
  });

  it("counts a refund that comes meanwhile", async () => {
    const couponId = await coupon(null);
    const orderId = await placed(couponId);
    await pay(orderId);
    await meanwhile(couponId, () => refund(orderId));
    expect(await counterOf(couponId)).toMatchObject({ reservedMinor: 0, usedMinor: 0 });
  });

  it("equals its orders after eight at once, and can be refunded to nothing", async () => {
    const couponId = await coupon(null);
    const all: string[] = [];
    for (let n = 0; n < 7; n++) all.push(await placed(couponId));
    await pay(all[6] ?? "");
    const changes = all.slice(0, 6).map((id, n) => () => (n % 2 ? cancel(id) : pay(id)));
    const [, ...done] = await Promise.all([
      giveBudget(couponId, 100_000, () => undefined),
      ...changes.map((change) => change()),
      refund(all[6] ?? ""),
    ]);
    expect(done.every(({ ok }) => ok)).toBe(true);
    expect(await counterOf(couponId)).toMatchObject(await countedOf(couponId));
    for (const [n, id] of all.slice(0, 6).entries())
      if (n % 2 === 0) expect((await refund(id)).ok).toBe(true);
    expect(await counterOf(couponId)).toMatchObject({ reservedMinor: 0, usedMinor: 0 });
    expect(await brokenInvariants(db())).toEqual({});
  });
});
