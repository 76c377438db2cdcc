import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, inArray, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db, type Tx } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { auditEntries, outboxBatches } from "@/db/schema/merchants";
import { couponBudgets, orders, orderVouchers } from "@/db/schema/orders";
import { vouchers } from "@/db/schema/vouchers";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  testScope,
} from "@/db/seed/factories";
import { type CouponSketch, makeCoupon } from "@/db/seed/offers";
import { overlapping } from "@/db/testing-claims";
import { inTransaction } from "@/db/transaction";
import { cancelOrder, completeOrder, payOrder } from "@/lib/orders/change-order";
import { expireOrder } from "@/lib/orders/expire-orders";
import { expireJob } from "@/lib/orders/jobs";
import { placeOrder } from "@/lib/orders/place-order";
import { getOrderView, listOrders } from "@/lib/orders/queries/orders";
import { quoteCart } from "@/lib/orders/quote-cart";
import { refundInside, refundOrder } from "@/lib/orders/refund-order";
import { type OrderInput, orderInputSchema, quoteInputSchema } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { grantCoupon } from "@/lib/vouchers/grant-coupon";

let merchantId: string;
let storeId: string;
let productId: string;
let memberId: string;
let staff: Scope;

beforeEach(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    storeId = await makeStore(tx, merchantId);
    productId = await makeProduct(tx, merchantId);
    memberId = await makeMember(tx, merchantId);
  });
  staff = testScope(merchantId);
});

const coupon = (sketch: CouponSketch = {}) =>
  inTransaction((tx) =>
    makeCoupon(tx, merchantId, {
      ...sketch,
      distribution: { methods: ["targeted"], ...sketch.distribution },
    }),
  );
async function give(couponId: string, quantity = 1, to = memberId): Promise<string[]> {
  const given = await grantCoupon(staff, { requestId: freshRequestId(), couponId, memberId: to, quantity });
  if (!given.ok) throw new Error(given.refusal.code);
  return given.value.voucherIds;
}
const cart = (more: Partial<OrderInput> = {}): OrderInput =>
  orderInputSchema.parse({
    ...{ storeId, channel: "till", device: "till", memberId, currency: "HKD" },
    lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: 2 }],
    ...more,
  });
const asQuote = () => {
  const { note: _, ...request } = cart();
  return quoteInputSchema.parse(request);
};
const place = (more: Partial<OrderInput> = {}, requestId = freshRequestId()) =>
  placeOrder(staff, { requestId, order: cart(more) });
/** As `place`, from a till of its own: orders of one till are placed together, those of several beside each other. */
const placeAt = (till: number, more: Partial<OrderInput>) =>
  placeOrder(testScope(merchantId, "cashier", { actor: { type: "staff", id: `stf_till_${till}` } }), {
    requestId: freshRequestId(),
    order: cart(more),
  });
async function placed(more: Partial<OrderInput> = {}) {
  const made = await place(more);
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value;
}
const pay = (orderId: string, paymentRef = "ref-1") =>
  payOrder(staff, { requestId: freshRequestId(), orderId, paymentRef });
const cancel = (orderId: string) => cancelOrder(staff, { requestId: freshRequestId(), orderId });
const refund = (orderId: string, quantity: number | null, by: "merchant" | "member" = "merchant") =>
  refundOrder(staff, {
    ...{ requestId: freshRequestId(), orderId },
    refund: { by, lines: quantity === null ? null : [{ lineId: "l1", quantity }], reason: "" },
  });
async function statusOf(...ids: string[]): Promise<string[]> {
  const rows = await db()
    .select({ id: vouchers.id, status: vouchers.status })
    .from(vouchers)
    .where(and(eq(vouchers.merchantId, merchantId), inArray(vouchers.id, ids)));
  return ids.map((id) => rows.find((row) => row.id === id)?.status ?? "gone");
}
const orderOf = async (id: string) =>
  (
    await db()
      .select()
      .from(orders)
      .where(and(eq(orders.merchantId, merchantId), eq(orders.id, id)))
  )[0];
/** As if the order had been placed so long ago that its time is over. */
async function letRunOut(id: string): Promise<void> {
  await db()
    .update(orders)
    .set({ expiresAt: new Date(Date.now() - 1000) })
    .where(and(eq(orders.merchantId, merchantId), eq(orders.id, id)));
}
const off20: CouponSketch = { benefit: { type: "amount_off", amountMinor: 2000 } };

describe("an order", () => {
  it("tells the part of the floor it was placed on, whoever reads it and wherever it is", async () => {
    const [{ id }, { id: nowhere }] = [await placed({ region: "Bar" }), await placed()];
    expect(await getOrderView(staff, id)).toMatchObject({ region: "Bar" });
    expect(await getOrderView(staff, nowhere)).toMatchObject({ region: null });
    const { rows } = await listOrders(staff);
    expect(rows.map((row) => [row.id, row.region])).toEqual([
      [nowhere, null],
      [id, "Bar"],
    ]);
    expect(await pay(id)).toMatchObject({ value: { region: "Bar" } });
  });

  it("reserves its vouchers when placed, uses them when paid, and keeps its price", async () => {
    const [voucher = ""] = await give(await coupon(off20));
    const quoted = await quoteCart(staff, asQuote());
    const { id, quote } = await placed();
    expect(quoted.ok && { ...quoted.value, at: quote.at }).toEqual(quote);
    expect(quote).toMatchObject({ subtotalMinor: 10_000, discountMinor: 2000, totalMinor: 8000 });
    expect(await statusOf(voucher)).toEqual(["reserved"]);
    expect((await pay(id)).ok).toBe(true);
    expect(await statusOf(voucher)).toEqual(["used"]);
    expect(await orderOf(id)).toMatchObject({ status: "paid", paidMinor: 8000, paymentRef: "ref-1" });
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("gives its vouchers back when it is given up, and then cannot be paid", async () => {
    const [voucher = ""] = await give(await coupon(off20));
    const { id } = await placed();
    expect((await cancel(id)).ok).toBe(true);
    expect(await statusOf(voucher)).toEqual(["available"]);
    expect(await pay(id)).toMatchObject({ ok: false, refusal: { code: "order_cancelled" } });
    expect(await cancel(id)).toMatchObject({ ok: false, refusal: { code: "order_cancelled" } });
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("whose time ran out holds nothing: a new order has the voucher at once, and the job gives the rest up", async () => {
    const [voucher = ""] = await give(await coupon(off20));
    const first = await placed();
    await letRunOut(first.id);
    expect(await pay(first.id)).toMatchObject({ ok: false, refusal: { code: "order_expired" } });
    const quoted = await quoteCart(staff, asQuote());
    expect(quoted).toMatchObject({ value: { discountMinor: 2000 } });
    const second = await placed();
    expect(second.quote.discountMinor).toBe(2000);
    expect(await orderOf(first.id)).toMatchObject({ status: "cancelled", cancelledBy: "time" });
    await letRunOut(second.id);
    await expireJob.run({}, new AbortController().signal);
    expect(await orderOf(second.id)).toMatchObject({ status: "cancelled", cancelledBy: "time" });
    expect(await statusOf(voucher)).toEqual(["available"]);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("is placed once for a request id, however often it is sent at once (I-14)", async () => {
    await give(await coupon(off20));
    const requestId = freshRequestId();
    const answers = await Promise.all(Array.from({ length: 8 }, () => place({}, requestId)));
    const ids = new Set(answers.map((answer) => answer.ok && answer.value.id));
    expect(ids.size).toBe(1);
    expect(await db().$count(orders, eq(orders.merchantId, merchantId))).toBe(1);
  });

  it("with a chosen set that does not work places nothing and tells why", async () => {
    const [voucher = ""] = await give(await coupon({ ...off20, conditions: { minSpendMinor: 20_000 } }));
    const reasons = [{ code: "min_spend_not_met", required: 20_000, actual: 10_000, gap: 10_000 }];
    expect(await place({ vouchers: [voucher] })).toMatchObject({
      ok: false,
      refusal: { code: "vouchers_not_applicable", more: { notApplied: [{ voucherId: voucher, reasons }] } },
    });
    expect(await db().$count(orders, eq(orders.merchantId, merchantId))).toBe(0);
    expect(await statusOf(voucher)).toEqual(["available"]);
  });

  it("refuses what is not there and what does not fit, and changes nothing", async () => {
    const other = await inTransaction(async (tx) => {
      const of = await makeMerchant(tx);
      return {
        store: await makeStore(tx, of),
        product: await makeProduct(tx, of),
        member: await makeMember(tx, of),
      };
    });
    const code = async (more: Partial<OrderInput>) => {
      const made = await place(more);
      return made.ok ? "placed" : made.refusal.code;
    };
    expect(await code({ storeId: other.store })).toBe("store_unknown");
    expect(await code({ memberId: other.member })).toBe("member_unknown");
    expect(await code({ currency: "USD" })).toBe("wrong_currency");
    const lines = [{ id: "l1", productId: other.product, unitPriceMinor: 1, quantity: 1, onOffer: false }];
    expect(await code({ lines })).toBe("product_unknown");
    expect(await code({ codes: ["NOSUCHCODE"] })).toBe("code_not_usable");
    expect(await db().$count(orders, eq(orders.merchantId, merchantId))).toBe(0);
  });
});

describe("under a rush", () => {
  it("one voucher is on one order, whoever asks at once (I-4)", async () => {
    const [voucher = ""] = await give(await coupon(off20));
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => placeAt(i % 5, { vouchers: [voucher] })),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    for (const answer of answers) if (!answer.ok) expect(answer.refusal.code).toBe("vouchers_not_applicable");
    expect(await statusOf(voucher)).toEqual(["reserved"]);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("a limit of uses holds over orders that are placed at once", async () => {
    const ids = await give(await coupon({ ...off20, conditions: { maxUsesPerMember: 1 } }), 8);
    const answers = await Promise.all(ids.map((id, i) => placeAt(i % 5, { vouchers: [id] })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect((await statusOf(...ids)).filter((status) => status === "reserved")).toHaveLength(1);
  });

  it("orders of one till go together: each keeps its own price, answer and trace, and one that fails sinks no other", async () => {
    const couponId = await coupon(off20);
    const people = await inTransaction((tx) =>
      Promise.all(Array.from({ length: 10 }, () => makeMember(tx, merchantId))),
    );
    const given = await Promise.all(people.map((person) => give(couponId, 1, person)));
    const requests = people.map(() => freshRequestId());
    const all = () =>
      Promise.all(
        people.map((person, i) => {
          // The last names somebody else's voucher.
          const vouchers = i === 9 ? (given[0] ?? []) : (given[i] ?? []);
          const scope = testScope(merchantId, "group_admin", { requestId: `request-${i}` });
          const order = cart({ memberId: person, vouchers });
          return placeOrder(scope, { requestId: requests[i] ?? "", order });
        }),
      );
    const answers = await all();
    const made = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    expect(made.map(({ quote }) => quote.applied[0]?.voucherId)).toEqual(given.slice(0, 9).flat());
    expect(answers[9]).toMatchObject({ ok: false, refusal: { code: "vouchers_not_applicable" } });
    expect(new Set(await statusOf(...given.slice(0, 9).flat()))).toEqual(new Set(["reserved"]));
    const traces = await db()
      .select({ id: auditEntries.objectId, requestId: auditEntries.requestId })
      .from(auditEntries)
      .where(and(eq(auditEntries.merchantId, merchantId), eq(auditEntries.action, "order.place")));
    expect(new Map(traces.map(({ id, requestId }) => [id, requestId]))).toEqual(
      new Map(made.map(({ id }, i) => [id, `request-${i}`])),
    );
    // Fewer announcements than orders: they were not placed one by one.
    const told = await db()
      .select({ events: outboxBatches.events })
      .from(outboxBatches)
      .where(eq(outboxBatches.merchantId, merchantId));
    const batches = told.filter(({ events }) => JSON.stringify(events).includes("order.placed"));
    expect(batches.length).toBeLessThan(9);
    expect(await all()).toEqual(answers.map((one) => (one.ok ? { ...one, replayed: true } : one)));
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("a budget is never passed, and what is left of it is used (C20)", async () => {
    const couponId = await coupon({ ...off20, budgetMinor: 7000 });
    const people = await inTransaction((tx) =>
      Promise.all(Array.from({ length: 12 }, () => makeMember(tx, merchantId))),
    );
    for (const person of people) await give(couponId, 1, person);
    const answers = await Promise.all(people.map((person) => place({ memberId: person })));
    const off = answers.map((answer) => (answer.ok ? answer.value.quote.discountMinor : -1));
    expect(off.filter((minor) => minor === 2000)).toHaveLength(3);
    expect(off.filter((minor) => minor === 0)).toHaveLength(9);
    const [budget] = await db().select().from(couponBudgets).where(eq(couponBudgets.couponId, couponId));
    expect(budget).toMatchObject({ reservedMinor: 6000, usedMinor: 0, budgetMinor: 7000 });
    const first = answers.find((answer) => answer.ok && answer.value.quote.discountMinor > 0);
    if (first?.ok) await pay(first.value.id);
    const [after] = await db().select().from(couponBudgets).where(eq(couponBudgets.couponId, couponId));
    expect(after).toMatchObject({ reservedMinor: 4000, usedMinor: 2000 });
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("an order is paid or given up, never both", async () => {
    for (let round = 0; round < 6; round += 1) {
      const [voucher = ""] = await give(await coupon(off20));
      const { id } = await placed({ vouchers: [voucher] });
      const results = await Promise.all([pay(id, "a"), cancel(id), pay(id, "b"), cancel(id)]);
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      const isPaid = (await orderOf(id))?.status === "paid";
      expect(await statusOf(voucher)).toEqual([isPaid ? "used" : "available"]);
    }
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("an order that runs out while it is paid is what its payer was told", async () => {
    const [voucher = ""] = await give(await coupon(off20));
    const { id } = await placed({ vouchers: [voucher] });
    const inTime = sql`clock_timestamp() + interval '1 second'`;
    await db().update(orders).set({ expiresAt: inTime }).where(eq(orders.id, id));
    // The payment stands still at the voucher, which it comes to last, until its time is over.
    const holding = (tx: Tx) => tx.select().from(vouchers).where(eq(vouchers.id, voucher)).for("update");
    let expiring: Promise<void> | undefined;
    const { settled, hasWaited } = await overlapping(
      holding,
      () => pay(id),
      async () => {
        await sleep(1100);
        expiring = expireOrder(staff, { id, memberId });
        await Promise.race([expiring, sleep(200)]);
      },
    );
    await expiring;
    expect({ hasWaited, settled }).toMatchObject({ hasWaited: true, settled: { value: { ok: true } } });
    expect(await orderOf(id)).toMatchObject({ status: "paid", paidMinor: 8000 });
    expect(await statusOf(voucher)).toEqual(["used"]);
    expect(await brokenInvariants(db())).toEqual({});
  });
});

describe("a refund", () => {
  it("gives back exactly what was paid, in any grouping, and the voucher with the last unit", async () => {
    const [voucher = ""] = await give(await coupon({ benefit: { type: "percent_off", bps: 1333 } }));
    const lines = [{ id: "l1", productId, unitPriceMinor: 3333, quantity: 7, onOffer: false }];
    const { id, quote } = await placed({ lines, deliveryMinor: 500 });
    expect(await refund(id, 1)).toMatchObject({ ok: false, refusal: { code: "order_not_paid" } });
    await pay(id);
    let back = 0;
    for (const quantity of [2, 1, 3, 1]) {
      const made = await refund(id, quantity);
      if (!made.ok) throw new Error(made.refusal.code);
      back += made.value.refundMinor;
      const [state] = await statusOf(voucher);
      expect(state).toBe(made.value.status === "refunded" ? "available" : "used");
    }
    expect(back).toBe(quote.totalMinor);
    expect(await orderOf(id)).toMatchObject({ status: "refunded", refundedMinor: quote.totalMinor });
    expect(await refund(id, 1)).toMatchObject({ ok: false, refusal: { code: "refund_exceeds_order" } });
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("of the same units is made once, however many press at once (I-7)", async () => {
    const { id } = await placed();
    await pay(id);
    const results = await Promise.all(Array.from({ length: 10 }, () => refund(id, null)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await orderOf(id)).toMatchObject({ refundedMinor: 10_000, status: "refunded" });
  });

  it("waits for another of the same order that is not done yet, and then finds nothing left (I-7)", async () => {
    const { id } = await placed();
    await pay(id);
    const { hasWaited, settled } = await overlapping(
      (tx) => refundInside(tx, staff, id, { by: "merchant", lines: null, reason: "" }),
      () => refund(id, null),
    );
    expect(hasWaited).toBe(true);
    expect(settled).toMatchObject({ status: "fulfilled", value: { ok: false } });
    expect(await orderOf(id)).toMatchObject({ refundedMinor: 10_000, status: "refunded" });
  });

  it("by a member of a completed order leaves the coupon used, by its own rule brings it back", async () => {
    const [stays = ""] = await give(await coupon(off20));
    const first = await placed({ vouchers: [stays] });
    await pay(first.id);
    await completeOrder(staff, { requestId: freshRequestId(), orderId: first.id });
    expect(await refund(first.id, null, "member")).toMatchObject({
      value: { vouchers: [{ status: "used" }] },
    });
    expect(await statusOf(stays)).toEqual(["used"]);
    const [returns = ""] = await give(await coupon({ ...off20, refund: { returnWhenAllRefunded: true } }));
    const second = await placed({ vouchers: [returns] });
    await pay(second.id);
    await completeOrder(staff, { requestId: freshRequestId(), orderId: second.id });
    await refund(second.id, null, "member");
    expect(await statusOf(returns)).toEqual(["available"]);
    const kept = await db().select().from(orderVouchers).where(eq(orderVouchers.merchantId, merchantId));
    expect(kept.map(({ state }) => state).toSorted()).toEqual(["returned", "used"]);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("gives a budget back what its voucher had taken", async () => {
    const couponId = await coupon({ ...off20, budgetMinor: 2000 });
    await give(couponId, 2);
    const first = await placed();
    expect((await placed()).quote.discountMinor).toBe(0);
    await pay(first.id);
    await refund(first.id, null);
    expect((await placed()).quote.discountMinor).toBe(2000);
    expect(await brokenInvariants(db())).toEqual({});
  });
});
