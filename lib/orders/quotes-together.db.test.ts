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
import { newCode, newId } from "@/lib/kernel/id";
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
type Other = {
  readonly memberId: string;
  readonly version?: number;
  readonly from?: string;
  readonly until?: string;
};

/** A voucher of the same coupon as that one, but for what is said. */
const another = (of: string, { memberId, version = 1, from, until }: Other) =>
  inTransaction(async (tx) => {
    const id = newId("vch");
    await tx.execute(sql`
      insert into voucher (merchant_id, id, member_id, coupon_id, terms_version, status, code, issued_at, valid_from,
        valid_until, source, source_id, issued_by_type)
      select merchant_id, ${id}, ${memberId}, coupon_id, ${version}, status, ${newCode()}, issued_at,
        coalesce(${from ?? null}::timestamptz, valid_from), coalesce(${until ?? null}::timestamptz, valid_until), source,
        ${id}, issued_by_type
      from voucher where id = ${of}`);
    return id;
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

  it("are by the terms that each voucher was issued under, of whatever versions of a coupon", async () => {
    const { memberId, couponId, id } = await holder(300);
    expect(told(await quote(memberId))).toEqual([300, id]);
    const other = await inTransaction(async (tx) => {
      const benefit = JSON.stringify({ type: "amount_off", amountMinor: 900 });
      await tx.execute(sql`
        insert into coupon_terms (merchant_id, coupon_id, version, name, benefit, scope, conditions, stacking, validity, refund)
        select merchant_id, coupon_id, 2, name, ${benefit}::jsonb, scope, conditions, stacking, validity, refund
        from coupon_terms where merchant_id = ${shop.merchantId} and coupon_id = ${couponId}`);
      return await makeMember(tx, shop.merchantId);
    });
    const own = await another(id, { memberId, version: 2 });
    const theirs = await another(id, { memberId: other, version: 2 });
    const answers = await Promise.all([quote(memberId), quote(other), quote(memberId)]);
    expect(answers.map(told)).toEqual([
      [900, own],
      [900, theirs],
      [900, own],
    ]);
    const [first] = answers;
    expect(first).toMatchObject({ value: { notApplied: [{ voucherId: id, couponId }] } });
    const left = first?.ok ? first.value.notApplied.flatMap(({ reasons }) => reasons) : [];
    expect(left.at(-1)).toEqual({ code: "not_in_best_set", saving: 300 });
  });

  it("are of vouchers that start after they were issued, and of none that are over", async () => {
    const { memberId, id } = await holder(300);
    const later = await another(id, {
      memberId,
      from: "2100-01-01T00:00:00Z",
      until: "2100-02-01T00:00:00Z",
    });
    await another(id, { memberId, from: "2020-01-01T00:00:00Z", until: "2020-02-01T00:00:00Z" });
    const answer = await quote(memberId);
    expect(told(answer)).toEqual([300, id]);
    expect(answer).toMatchObject({
      value: {
        notApplied: [{ voucherId: later, reasons: [{ code: "not_started", from: "2100-01-01T00:00:00Z" }] }],
      },
    });
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
