import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  testScope,
} from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { diagnoseCoupon } from "@/lib/orders/diagnose-coupon";
import { explainCoupon } from "@/lib/orders/explain-coupon";
import { placeOrder } from "@/lib/orders/place-order";
import { getOrder, getOrderView, listOrders } from "@/lib/orders/queries/orders";
import { quoteCart } from "@/lib/orders/quote-cart";
import { orderInputSchema, quoteInputSchema } from "@/lib/orders/schema";
import { countMemberVouchers, getVoucher, listMemberVouchers } from "@/lib/vouchers/queries";
import { listWireVouchers } from "@/lib/vouchers/queries/wire";
import { voucherStanding } from "@/lib/vouchers/rules";

const HOUR = 3_600_000;
/** The clock of this process, and of nothing else, so many hours off. */
const skew = (hours: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + hours * HOUR });
afterEach(() => void vi.useRealTimers());

/** A voucher that ended half an hour ago, and one that begins to be over half an hour from now. */
async function makeWorld() {
  const now = Date.now();
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const storeId = await makeStore(tx, merchantId);
    const productId = await makeProduct(tx, merchantId);
    const memberId = await makeMember(tx, merchantId);
    const voucher = async (minutes: number) => {
      const ago = (hours: number) => new Date(now - hours * HOUR);
      const until = new Date(now + minutes * 60_000);
      const validity = { type: "fixed" as const, from: ago(48).toISOString(), until: until.toISOString() };
      const benefit = { type: "amount_off" as const, amountMinor: 100 };
      const couponId = await makeCoupon(tx, merchantId, { benefit, validity });
      return await makeVoucher(tx, merchantId, { memberId, couponId, at: ago(24) });
    };
    const [over, good] = [await voucher(-30), await voucher(30)];
    const cart = {
      ...{ storeId, channel: "till", device: "till", memberId, currency: "HKD" },
      lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: 1 }],
    };
    return { scope: testScope(merchantId), memberId, cart, over, good };
  });
}
let world: Awaited<ReturnType<typeof makeWorld>>;
beforeEach(async () => {
  world = await makeWorld();
});

describe.each([2, -2])("a process whose clock is %i hours off", (hours) => {
  it("quotes and explains what an order placed now comes to", async () => {
    const { scope, memberId, cart, over, good } = world;
    skew(hours);
    const quoted = await quoteCart(scope, quoteInputSchema.parse(cart));
    const typed = await quoteCart(scope, quoteInputSchema.parse({ ...cart, vouchers: [good] }));
    const usable = async (voucherId: string) => {
      const explained = await explainCoupon(scope, { memberId, voucherId });
      const diagnosed = await diagnoseCoupon(scope, { memberId, voucherId });
      return [explained, diagnosed].map((one) => one.ok && one.value.canUse);
    };
    expect(await usable(good)).toEqual([true, true]);
    expect(await usable(over)).toEqual([false, false]);
    const placed = await placeOrder(scope, {
      requestId: freshRequestId(),
      order: orderInputSchema.parse(cart),
    });
    if (!placed.ok) throw new Error(placed.refusal.code);
    const used = { applied: [{ voucherId: good }], totalMinor: 4900 };
    expect(placed.value.quote).toMatchObject(used);
    expect(quoted).toMatchObject({ value: used });
    expect(typed).toMatchObject({ value: used });
  });

  it("has a voucher in its member's wallet and for other systems as it can be used", async () => {
    const { scope, memberId, over, good } = world;
    skew(hours);
    const wallet = async (tab: "available" | "expired") =>
      (await listMemberVouchers(scope, { memberId, tab })).rows.map(({ id }) => id);
    expect([await wallet("available"), await wallet("expired")]).toEqual([[good], [over]]);
    expect(await countMemberVouchers(scope, memberId)).toEqual({ available: 1, used: 0, expired: 1 });
    const wired = async (status?: "available" | "expired") =>
      (await listWireVouchers(scope, { memberId, status })).rows.map((row) => [row.id, row.status]);
    expect(await wired("available")).toEqual([[good, "available"]]);
    expect(await wired("expired")).toEqual([[over, "expired"]]);
    expect(new Map((await wired()) as [string, string][]).get(over)).toBe("expired");
    const shown = await getVoucher(scope, over);
    expect(shown && voucherStanding(shown, shown.now)).toBe("expired");
  });

  it("reads an order as it stands", async () => {
    const { scope, cart } = world;
    const placed = await placeOrder(scope, {
      requestId: freshRequestId(),
      order: orderInputSchema.parse(cart),
    });
    if (!placed.ok) throw new Error(placed.refusal.code);
    const { id } = placed.value;
    const read = async () => [
      (await getOrder(scope, id))?.status,
      (await getOrderView(scope, id))?.status,
      (await listOrders(scope, { status: ["placed"] })).rows.length,
      (await listOrders(scope, { status: ["cancelled"] })).rows.length,
    ];
    skew(hours);
    expect(await read()).toEqual(["placed", "placed", 1, 0]);
    vi.useRealTimers();
    await db().execute(sql`update "order" set expires_at = now() - interval '1 minute' where id = ${id}`);
    skew(hours);
    expect(await read()).toEqual(["cancelled", "cancelled", 0, 1]);
  });
});
