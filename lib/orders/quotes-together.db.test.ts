import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
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
import { quoteCart } from "@/lib/orders/quote-cart";
import { revokeVoucher } from "@/lib/orders/redeem-voucher";
import { quoteInputSchema } from "@/lib/orders/schema";

let shop: { merchantId: string; storeId: string; productId: string };

beforeEach(async () => {
  shop = await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const storeId = await makeStore(tx, merchantId);
    return { merchantId, storeId, productId: await makeProduct(tx, merchantId) };
  });
});

/** A member with one voucher that takes so much. */
const holder = (amountMinor: number) =>
  inTransaction(async (tx) => {
    const { merchantId } = shop;
    const memberId = await makeMember(tx, merchantId);
    const couponId = await makeCoupon(tx, merchantId, { benefit: { type: "amount_off", amountMinor } });
    const id = await makeVoucher(tx, merchantId, { memberId, couponId, at: new Date() });
    return { memberId, couponId, id };
  });
const quote = (memberId: string, productId = shop.productId) =>
  quoteCart(
    testScope(shop.merchantId),
    quoteInputSchema.parse({
      ...{ storeId: shop.storeId, channel: "till", device: "till", memberId, currency: "HKD" },
      lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: 1 }],
    }),
  );
const told = (answer: Awaited<ReturnType<typeof quote>>) =>
  answer.ok ? [answer.value.discountMinor, answer.value.applied[0]?.voucherId] : answer.refusal.code;

describe("quotes that are asked for at once", () => {
  it("are each of their own member's vouchers, whatever somebody else writes for a member", async () => {
    const [a, b] = [await holder(300), await holder(700)];
    const none = await inTransaction((tx) => makeMember(tx, shop.merchantId));
    const odd = ["mbr_;1,vch_1 cpn_1 1 available 0 0 ", "mbr_,", "mbr_'", 'mbr_"}{\\', "mbr_;"];
    const asked = [a.memberId, ...odd, b.memberId, none, a.memberId];
    const answers = await Promise.all(asked.map((memberId) => quote(memberId)));
    expect(answers.map(told)).toEqual([
      [300, a.id],
      ...odd.map(() => "member_unknown"),
      [700, b.id],
      [0, undefined],
      [300, a.id],
    ]);
  });

  it("refuse what is not there to those who named it alone", async () => {
    const [a, b] = [await holder(300), await holder(700)];
    const other = await inTransaction(async (tx) => makeProduct(tx, await makeMerchant(tx)));
    const answers = await Promise.all([quote(a.memberId), quote(a.memberId, other), quote(b.memberId)]);
    expect(answers.map(told)).toEqual([[300, a.id], "product_unknown", [700, b.id]]);
  });

  it("are of what is stored by then: the next one sees a paused coupon, a new voucher, one taken back, a closed store", async () => {
    const { memberId, couponId, id } = await holder(300);
    expect(told(await quote(memberId))).toEqual([300, id]);
    const change = (what: ReturnType<typeof sql>) => inTransaction((tx) => tx.execute(what));
    await change(sql`update coupon set paused_at = now() where id = ${couponId}`);
    expect(await quote(memberId)).toMatchObject({
      value: { discountMinor: 0, notApplied: [{ voucherId: id, reasons: [{ code: "coupon_paused" }] }] },
    });
    await change(sql`update coupon set paused_at = null where id = ${couponId}`);
    const more = await inTransaction((tx) =>
      makeVoucher(tx, shop.merchantId, { memberId, couponId, at: new Date() }),
    );
    expect(await quote(memberId)).toMatchObject({
      value: { discountMinor: 300, notApplied: [{ voucherId: more }] },
    });
    const scope = testScope(shop.merchantId);
    const given = { requestId: freshRequestId(), voucherId: id, storeId: null, note: "" };
    expect(await revokeVoucher(scope, given)).toMatchObject({ ok: true });
    expect(told(await quote(memberId))).toEqual([300, more]);
    await change(sql`update store set archived_at = now() where id = ${shop.storeId}`);
    expect(told(await quote(memberId))).toBe("store_closed");
  });
});
