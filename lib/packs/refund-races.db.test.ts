import { sql } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { makeMember, makeMerchant, memberScope, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, makePurchase, packForm, packRequest, saleOf } from "@/db/seed/packs";
import { overlapping } from "@/db/testing-claims";
import { inTransaction } from "@/db/transaction";
import type { Result } from "@/lib/kernel/result";
import { lockMember } from "@/lib/members/lock-member";
import { redeemVoucher, revokeVoucher } from "@/lib/orders/redeem-voucher";
import { askPackRefund, decidePackRefund } from "@/lib/packs/ask-pack-refund";
import { followReturn } from "@/lib/packs/follow-returns";
import { refundExpired } from "@/lib/packs/refund-expired";
import { refundLocked } from "@/lib/packs/refund-purchase";
import { takePurchase } from "@/lib/packs/take-purchase";
import { moveAll } from "@/lib/vouchers/move-vouchers";

let merchantId: string;
let couponId: string;
beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    // One that is used without an order.
    couponId = await makeCoupon(tx, merchantId, { benefit: { type: "generic", text: "A refill" } });
  });
});
afterEach(async () => {
  expect(await inTransaction(brokenInvariants)).toEqual({});
});

const never = new AbortController().signal;
const newMember = async () => await inTransaction((tx) => makeMember(tx, merchantId));
const paid = (more: object = {}) => packForm([couponId], { type: "paid", sale: saleOf(more) });
const codes = (results: readonly Result<unknown>[]) =>
  results.map((one) => (one.ok ? "ok" : one.refusal.code)).sort();

describe("a refund (I-7, I-18)", () => {
  async function bought(more: object = {}) {
    const packId = await makePack(merchantId, paid(more));
    const memberId = await newMember();
    return { packId, memberId, purchaseId: await makePurchase(merchantId, packId, memberId) };
  }
  const oneVoucher = async (memberId: string) => {
    const [row] = await db().execute<{ id: string }>(
      sql`select id from voucher where member_id = ${memberId} and source = 'pack' order by id limit 1`,
    );
    return row?.id ?? "";
  };
  const redeem = (voucherId: string) =>
    redeemVoucher(testScope(merchantId), { requestId: packRequest(), voucherId, storeId: null, note: "" });
  const expire = async (purchaseId: string, but = "") => {
    await db().execute(sql`alter table voucher disable trigger voucher_promise`);
    await db().execute(sql`update voucher set valid_from = now() - interval '2 days', valid_until = now() - interval '1 second'
      where source_id = ${purchaseId} and id <> ${but}`);
    await db().execute(sql`alter table voucher enable trigger voucher_promise`);
    await db().execute(
      sql`update pack_purchase set refund_due_at = now() - interval '1 second' where id = ${purchaseId}`,
    );
  };

  it("asked for by many and granted by many is made once", async () => {
    const { memberId, purchaseId } = await bought();
    const ask = () =>
      askPackRefund(memberScope(merchantId, memberId), {
        requestId: packRequest(),
        purchaseId,
        reason: "No",
      });
    expect(codes(await Promise.all([ask(), ask(), ask()]))).toEqual(["ok", "refund_asked", "refund_asked"]);
    const grant = () =>
      decidePackRefund(testScope(merchantId, "finance"), {
        ...{ requestId: packRequest(), purchaseId, granted: true, answer: "" },
      });
    expect(codes(await Promise.all(Array.from({ length: 6 }, grant)))).toEqual([
      ...["ok", ...Array(5).fill("refund_not_asked")],
    ]);
  });

  it("races with the use of a coupon: it is used or refunded, never both", async () => {
    for (let round = 0; round < 6; round++) {
      const { memberId, purchaseId } = await bought();
      const voucherId = await oneVoucher(memberId);
      await askPackRefund(memberScope(merchantId, memberId), {
        requestId: packRequest(),
        purchaseId,
        reason: "No",
      });
      const decide = decidePackRefund(testScope(merchantId, "finance"), {
        ...{ requestId: packRequest(), purchaseId, granted: true, answer: "" },
      });
      const [refunded, used] = await Promise.all([decide, redeem(voucherId)]);
      expect([refunded.ok, used.ok].filter(Boolean)).toHaveLength(1);
    }
  });

  it("of an expired pack is made by itself, once over sweeps at once", async () => {
    const { purchaseId } = await bought({ autoRefund: true });
    const kept = await bought();
    await expire(purchaseId);
    await db().execute(sql`update pack_purchase set refund_due_at = null where id = ${kept.purchaseId}`);
    const swept = await Promise.all([refundExpired(never), refundExpired(never), refundExpired(never)]);
    expect(swept.reduce((sum, n) => sum + n, 0)).toBe(1);
    const [row] = await db().execute(
      sql`select status, refunded_by from pack_purchase where id = ${purchaseId}`,
    );
    expect(row).toEqual({ status: "refunded", refunded_by: "time" });
  });

  it("of an expired pack is never made where a coupon was used in its last second", async () => {
    const { memberId, purchaseId } = await bought({ autoRefund: true });
    const voucherId = await oneVoucher(memberId);
    expect((await redeem(voucherId)).ok).toBe(true);
    await expire(purchaseId);
    expect(await refundExpired(never)).toBe(0);
    const [row] = await db().execute(
      sql`select status, refund_due_at from pack_purchase where id = ${purchaseId}`,
    );
    expect(row).toEqual({ status: "paid", refund_due_at: null });
  });

  it("by itself races with the use of a coupon in its last second: whoever comes first keeps the other off", async () => {
    const status = async (purchaseId: string) =>
      (await db().execute(sql`select status from pack_purchase where id = ${purchaseId}`))[0];
    const first = await bought({ autoRefund: true });
    const used = await oneVoucher(first.memberId);
    // It is being used while the sweep looks: that waits for the member, and then finds it used.
    await expire(first.purchaseId, used);
    const using = await overlapping(
      async (tx) => {
        await lockMember(tx, testScope(merchantId), first.memberId);
        await moveAll(tx, testScope(merchantId), "redeem", {
          voucherIds: [used],
          cause: {},
          now: new Date(),
        });
      },
      () => refundExpired(never),
    );
    expect(using).toMatchObject({ hasWaited: true, settled: { status: "fulfilled", value: 0 } });
    expect(await status(first.purchaseId)).toEqual({ status: "paid" });
    // It is being refunded while somebody would use it: they wait, and then it is taken back.
    const second = await bought({ autoRefund: true });
    const late = await oneVoucher(second.memberId);
    const scope = testScope(merchantId, null);
    const refunding = await overlapping(
      async (tx) => {
        const { purchase, now } = await takePurchase(tx, scope, second.purchaseId);
        await refundLocked(tx, scope, purchase, { by: "time", reason: "", answer: "", now });
      },
      async () => codes([await redeem(late)]),
    );
    expect(refunding).toMatchObject({
      ...{ hasWaited: true, settled: { status: "fulfilled", value: ["cancelled"] } },
    });
    expect(await status(second.purchaseId)).toEqual({ status: "refunded" });
  });

  it("by itself answers whoever asked for it, and passes over what the merchant took back", async () => {
    const { memberId, purchaseId } = await bought({ autoRefund: true });
    const request = { requestId: packRequest(), purchaseId, reason: "No" };
    expect((await askPackRefund(memberScope(merchantId, memberId), request)).ok).toBe(true);
    const voucherId = await oneVoucher(memberId);
    const revoked = await revokeVoucher(testScope(merchantId), {
      ...{ requestId: packRequest(), voucherId, note: "By mistake" },
    });
    expect(revoked.ok).toBe(true);
    await expire(purchaseId);
    expect(await refundExpired(never)).toBe(1);
    const requests = await db().execute(
      sql`select status from pack_refund_request where purchase_id = ${purchaseId}`,
    );
    expect([...requests]).toEqual([{ status: "granted" }]);
  });

  it("is looked at again once the coupon that it was kept for came back", async () => {
    const { memberId, purchaseId } = await bought({ autoRefund: true });
    const voucherId = await oneVoucher(memberId);
    expect((await redeem(voucherId)).ok).toBe(true);
    await expire(purchaseId);
    expect(await refundExpired(never)).toBe(0);
    const scope = testScope(merchantId);
    await inTransaction(async (tx) => {
      await lockMember(tx, scope, memberId);
      await moveAll(tx, scope, "return", { voucherIds: [voucherId], cause: {}, now: new Date() });
    });
    const told = { type: "voucher.returned", subjectId: voucherId, payload: { memberId }, at: "" };
    for (const id of ["evt_1", "evt_1"]) await followReturn({ id, merchantId, ...told });
    expect(await refundExpired(never)).toBe(1);
    await followReturn({ id: "evt_2", merchantId, ...told });
    expect(await refundExpired(never)).toBe(0);
  });

  it("is looked at again where a coupon turns out to be still good", async () => {
    const { purchaseId } = await bought({ autoRefund: true });
    await db().execute(
      sql`update pack_purchase set refund_due_at = now() - interval '1 second' where id = ${purchaseId}`,
    );
    expect(await refundExpired(never)).toBe(0);
    const [row] = await db().execute(
      sql`select refund_due_at > now() + interval '20 days' as later from pack_purchase where id = ${purchaseId}`,
    );
    expect(row).toEqual({ later: true });
  });
});
