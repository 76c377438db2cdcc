import { beforeEach, describe, expect, it } from "vitest";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  testScope,
} from "@/db/seed/factories";
import { type CouponSketch, makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { payOrder } from "@/lib/orders/change-order";
import { diagnoseCoupon, diagnoseInputSchema } from "@/lib/orders/diagnose-coupon";
import { explainCoupon, explainInputSchema } from "@/lib/orders/explain-coupon";
import { placeOrder } from "@/lib/orders/place-order";
import { orderInputSchema } from "@/lib/orders/schema";
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
async function give(couponId: string): Promise<string> {
  const given = await grantCoupon(staff, { requestId: freshRequestId(), couponId, memberId, quantity: 1 });
  if (!given.ok) throw new Error(given.refusal.code);
  return given.value.voucherIds[0] ?? "";
}
const cart = (unitPriceMinor: number) => ({
  ...{ storeId, channel: "till", device: "till", currency: "HKD" },
  lines: [{ id: "l1", productId, unitPriceMinor, quantity: 1 }],
});
const placing = (unitPriceMinor: number, vouchers: readonly string[], region?: string) => {
  const order = orderInputSchema.parse({ ...cart(unitPriceMinor), memberId, vouchers, region });
  return placeOrder(staff, { requestId: freshRequestId(), order });
};
async function place(unitPriceMinor: number, vouchers: readonly string[], region?: string) {
  const placed = await placing(unitPriceMinor, vouchers, region);
  if (!placed.ok) throw new Error(placed.refusal.code);
  return placed.value;
}
const diagnose = (input: Record<string, unknown>, by: Scope = staff) =>
  diagnoseCoupon(by, diagnoseInputSchema.parse({ memberId, ...input }));
async function told(input: Record<string, unknown>) {
  const found = await diagnose(input);
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value;
}
const stateOf = (found: Awaited<ReturnType<typeof told>>) =>
  Object.fromEntries(found.use.map(({ key, state }) => [key, state]));

describe("the console's explanation", () => {
  it("says on which part of the floor a coupon works, and finds an order where it was placed (C9)", async () => {
    const regions = [{ storeId, names: ["Bar"] }];
    const voucherId = await give(
      await coupon({ conditions: { regions }, benefit: { type: "amount_off", amountMinor: 500 } }),
    );
    const reason = { code: "region_not_allowed", regions: ["Bar"] };
    expect(await placing(9000, [voucherId])).toMatchObject({
      refusal: { code: "vouchers_not_applicable", more: { notApplied: [{ reasons: [reason] }] } },
    });
    const missed = await told({ voucherId, quote: { ...cart(9000), region: "Garden" } });
    expect(missed.use.find(({ key }) => key === "region")).toMatchObject({ state: "missed", reason });
    const placed = await place(9000, [voucherId], "Bar");
    expect(placed.quote.discountMinor).toBe(500);
    const kept = await told({ voucherId, order: placed.number });
    expect(stateOf(kept)).toMatchObject({ region: "met", state: "missed" });
    expect(kept.order).toMatchObject({ taken: 500 });
  });

  it("says of a cart what the short one says, and what the coupon takes off it", async () => {
    const voucherId = await give(
      await coupon({
        conditions: { minSpendMinor: 8000 },
        benefit: { type: "amount_off", amountMinor: 500 },
      }),
    );
    for (const price of [5000, 9000]) {
      const quote = cart(price);
      const full = await told({ voucherId, quote });
      const short = await explainCoupon(staff, explainInputSchema.parse({ memberId, voucherId, quote }));
      expect(short).toMatchObject({ value: { canUse: full.canUse, canClaim: full.canClaim } });
      expect(full.canUse).toBe(price === 9000);
    }
    const short = await told({ voucherId, quote: cart(5000) });
    expect(short.use.find(({ key }) => key === "minSpend")?.reason).toMatchObject({ gap: 3000 });
    expect(short.off).toBeNull();
    expect((await told({ voucherId, quote: cart(9000) })).off).toMatchObject({ totalMinor: 500 });
  });

  it("leaves without a cart open what only a cart can tell, for any way of ordering", async () => {
    const voucherId = await give(
      await coupon({ conditions: { channels: ["online"], devices: ["mobile"], minSpendMinor: 100 } }),
    );
    const found = await told({ voucherId });
    expect(stateOf(found)).toMatchObject({ channel: "open", device: "open", minSpend: "open", state: "met" });
    expect(found.canUse).toBe(true);
    expect(stateOf(await told({ voucherId, quote: cart(500) }))).toMatchObject({ channel: "missed" });
  });

  it("looks at an order as it was placed, at the time it was, with the other coupons on it", async () => {
    const firstOnly = await give(await coupon({ conditions: { audience: { type: "new" } } }));
    const alone = await give(
      await coupon({
        stacking: { exclusive: true, group: null, stacksWith: "all", priority: 50, maxPerOrder: 1 },
      }),
    );
    const used = await give(await coupon());
    const order = await place(9000, [used]);
    await payOrder(staff, { requestId: freshRequestId(), orderId: order.id, paymentRef: "cash" });

    const found = await told({ voucherId: alone, order: order.id });
    expect(found.use.find(({ key }) => key === "together")).toMatchObject({
      ...{ state: "missed", reason: { code: "exclusive" } },
    });
    expect(found.order).toMatchObject({ taken: null, others: [expect.any(String)] });
    expect(found.names).toHaveProperty(used);
    // They were new when they placed it, and are not now.
    expect(stateOf(await told({ voucherId: firstOnly, order: order.id }))).toMatchObject({ audience: "met" });
    expect(stateOf(await told({ voucherId: firstOnly, quote: cart(9000) }))).toMatchObject({
      audience: "missed",
    });
    const own = await told({ voucherId: used, order: order.id });
    expect(own.order?.taken).toBeGreaterThan(0);
    expect(stateOf(own)).toMatchObject({ state: "missed" });
  });

  it("looks at what nobody holds as if it had just been claimed", async () => {
    const couponId = await coupon({ distribution: { methods: ["public"], claimLimit: 1 } });
    await inTransaction((tx) =>
      makeActivity(tx, merchantId, {
        startsAt: new Date(Date.now() - 60_000).toISOString(),
        endsAt: new Date(Date.now() + 3_600_000).toISOString(),
        passwords: [{ password: "SUMMER", inventory: 10, prizes: [{ couponId, quantity: 1 }] }],
      }),
    );
    const found = await told({ couponId, quote: cart(9000) });
    expect(found).toMatchObject({ voucherId: null, canUse: false, canClaim: true });
    expect(found.use.every(({ state }) => state === "met")).toBe(true);
    expect(found.off?.totalMinor).toBeGreaterThan(0);
  });

  it("knows orders of the reader's stores only, and of this member", async () => {
    const voucherId = await give(await coupon());
    const order = await place(9000, []);
    const elsewhere = testScope(merchantId, "store_manager", { storeIds: ["str_elsewhere"] });
    expect(await diagnose({ voucherId, order: order.id }, elsewhere)).toMatchObject({
      refusal: { code: "order_unknown" },
    });
    expect(await diagnose({ voucherId, order: "NOTHING1" })).toMatchObject({
      refusal: { code: "order_unknown" },
    });
    const other = await inTransaction((tx) => makeMember(tx, merchantId));
    expect(await diagnose({ memberId: other, voucherId, order: order.id })).toMatchObject({
      refusal: { code: "order_of_another" },
    });
  });
});
