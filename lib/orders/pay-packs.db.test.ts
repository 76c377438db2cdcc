import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
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
import { makePack, packForm, saleOf } from "@/db/seed/packs";
import { inTransaction } from "@/db/transaction";
import type { Result } from "@/lib/kernel/result";
import { payOrder } from "@/lib/orders/change-order";
import { dropPacks } from "@/lib/orders/drop-packs";
import { placeOrder } from "@/lib/orders/place-order";
import { orderInputSchema } from "@/lib/orders/schema";
import { startPayment } from "@/lib/orders/start-payment";
import type { Scope } from "@/lib/platform/auth/scope";

let merchantId: string;
let storeId: string;
let productId: string;
let couponId: string;
let staff: Scope;
let packIds: string[];
beforeEach(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    storeId = await makeStore(tx, merchantId);
    productId = await makeProduct(tx, merchantId);
    couponId = await makeCoupon(tx, merchantId, { distribution: { quantity: 100 } });
  });
  staff = testScope(merchantId);
  const offered = () =>
    makePack(merchantId, packForm([couponId], { type: "paid", sale: saleOf({ channels: ["order"] }) }));
  packIds = [await offered(), await offered()];
});
afterEach(async () => {
  expect(await inTransaction(brokenInvariants)).toEqual({});
});

/** An unpaid order of one member with both packs, each of two of the one coupon. */
async function placed(): Promise<string> {
  const memberId = await inTransaction((tx) => makeMember(tx, merchantId));
  const order = orderInputSchema.parse({
    ...{ storeId, channel: "online", device: "mobile", memberId, currency: "HKD" },
    lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: 1 }],
  });
  const packs = packIds.map((packId) => ({ packId, priceMinor: 1000 }));
  const made = await placeOrder(memberScope(merchantId, memberId), {
    requestId: freshRequestId(),
    order,
    packs,
  });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
}
/** So many of the coupon are left. */
const leave = (left: number) =>
  db().execute(sql`update coupon_stock set quantity = issued + ${left} where coupon_id = ${couponId}`);
const pay = (orderId: string) =>
  payOrder(staff, { requestId: freshRequestId(), orderId, paymentRef: `till ${orderId}` });
const start = (orderId: string) =>
  startPayment(staff, { orderId, returnPath: "/m/shop", cancelPath: "/m/shop" });
const drop = (orderId: string) => dropPacks(staff, { requestId: freshRequestId(), orderId });
const said = (results: readonly Result<unknown>[]) =>
  results.map((one) => (one.ok ? "ok" : one.refusal.code)).sort();
const delivered = async () => {
  const [row] = await db().execute<{ n: number }>(
    sql`select count(*)::int as n from voucher where coupon_id = ${couponId} and source = 'pack'`,
  );
  return row?.n ?? 0;
};

describe("two packs of one order that bring the same coupon (I-1, I-6)", () => {
  it("are both delivered by the last that there are", async () => {
    const orderId = await placed();
    await leave(4);
    expect(said([await pay(orderId)])).toEqual(["ok"]);
    expect(await delivered()).toBe(4);
  });

  it("are refused where the coupons are enough for only one, which is paid once the other is taken off", async () => {
    const orderId = await placed();
    await leave(3);
    expect(said([await start(orderId), await pay(orderId)])).toEqual([
      "pack_unavailable",
      "pack_unavailable",
    ]);
    expect(await delivered()).toBe(0);
    expect(await drop(orderId)).toMatchObject({ value: { dropped: 1 } });
    expect(said([await drop(orderId), await pay(orderId)])).toEqual(["ok", "packs_available"]);
    expect(await delivered()).toBe(2);
  });

  it("are paid by one of four orders that pay at once for the coupons of one and a half", async () => {
    const orders = [await placed(), await placed(), await placed(), await placed()];
    await leave(6);
    const paid = await Promise.all([...orders, ...orders].map(pay));
    expect(said(paid)).toEqual(["ok", "ok", ...Array(6).fill("pack_unavailable")]);
    expect(await delivered()).toBe(4);
    const dropped = await Promise.all(orders.map(drop));
    expect(said(dropped)).toEqual(["ok", "ok", "ok", "order_already_paid"]);
    expect(said(await Promise.all(orders.map(pay)))).toEqual([
      "ok",
      "ok",
      ...Array(2).fill("pack_unavailable"),
    ]);
  });
});
