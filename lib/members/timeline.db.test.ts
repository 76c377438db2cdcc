import { beforeEach, describe, expect, it } from "vitest";
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
import { memberTimeline } from "@/lib/members/queries/timeline";
import { cancelOrder, payOrder } from "@/lib/orders/change-order";
import { placeOrder } from "@/lib/orders/place-order";
import { refundOrder } from "@/lib/orders/refund-order";
import { orderInputSchema } from "@/lib/orders/schema";
import { buyPack } from "@/lib/packs/buy-pack";
import { cancelPurchase } from "@/lib/packs/cancel-purchase";
import type { Scope } from "@/lib/platform/auth/scope";

let merchantId: string;
let staff: Scope;
let storeId: string;
let productId: string;
let memberId: string;

beforeEach(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    storeId = await makeStore(tx, merchantId);
    productId = await makeProduct(tx, merchantId);
    memberId = await makeMember(tx, merchantId, { homeStoreId: storeId });
  });
  staff = testScope(merchantId);
});

const done = <T>(made: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T => {
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value;
};
const place = async (quantity: number) => {
  const order = orderInputSchema.parse({
    ...{ storeId, channel: "till", device: "till", memberId, currency: "HKD" },
    lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity }],
  });
  return done(await placeOrder(staff, { requestId: freshRequestId(), order })).id;
};
const pay = async (orderId: string) =>
  done(await payOrder(staff, { requestId: freshRequestId(), orderId, paymentRef: orderId }));
const kindsOf = async (scope: Scope, size?: number) =>
  (await memberTimeline(scope, memberId, size ? { size } : {})).rows.map(({ kind }) => kind);

describe("a member's timeline", () => {
  it("tells what became of their orders, with number and amount", async () => {
    const paid = await place(2);
    await pay(paid);
    const refund = { by: "merchant" as const, lines: [{ lineId: "l1", quantity: 1 }], reason: "" };
    done(await refundOrder(staff, { requestId: freshRequestId(), orderId: paid, refund }));
    done(await cancelOrder(staff, { requestId: freshRequestId(), orderId: await place(1) }));
    const { rows } = await memberTimeline(staff, memberId);
    const told = rows.filter(({ kind }) => kind.startsWith("order.")).map(({ kind }) => kind);
    expect(told.toSorted()).toEqual(
      ["order.cancelled", "order.paid", "order.placed", "order.placed", "order.refunded"].toSorted(),
    );
    expect(rows.find(({ kind }) => kind === "order.paid")).toMatchObject({
      subject: expect.stringMatching(/^\w{8}$/),
      after: { amountMinor: expect.any(Number), currency: "HKD" },
    });
  });

  it("tells of packs they bought, were given, or gave up", async () => {
    const couponId = await inTransaction((tx) => makeCoupon(tx, merchantId));
    const packId = await makePack(merchantId, packForm([couponId], { type: "paid", sale: saleOf() }));
    const own = memberScope(merchantId, memberId);
    const asked = { requestId: freshRequestId(), packId, memberId, channel: "mall" as const };
    const { id } = done(await buyPack(own, asked));
    done(await cancelPurchase(own, { requestId: freshRequestId(), purchaseId: id }));
    const { rows } = await memberTimeline(staff, memberId);
    expect(rows.filter(({ kind }) => kind.startsWith("pack."))).toMatchObject([
      { kind: "pack.cancelled", actor_type: "member" },
      { kind: "pack.placed", actor_type: "member" },
    ]);
  });

  it("says nothing of another store's orders to who works in one store", async () => {
    await place(1);
    const elsewhere = await inTransaction((tx) => makeStore(tx, merchantId));
    const here = testScope(merchantId, "store_manager", { storeIds: [storeId] });
    const there = testScope(merchantId, "store_manager", {
      storeIds: [storeId, elsewhere],
      storeId: elsewhere,
    });
    expect(await kindsOf(here)).toContain("order.placed");
    expect(await kindsOf(there)).not.toContain("order.placed");
  });

  it("turns its pages without leaving out or repeating what happened at one instant", async () => {
    for (const quantity of [1, 2, 3]) await pay(await place(quantity));
    const whole = (await memberTimeline(staff, memberId)).rows.map(({ id }) => id);
    const turned: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await memberTimeline(staff, memberId, { cursor, size: 2 });
      turned.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(turned).toEqual(whole);
    expect(whole.length).toBeGreaterThanOrEqual(6);
  });
});
