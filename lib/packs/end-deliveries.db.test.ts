import { sql } from "drizzle-orm";
import { afterEach, beforeAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { makeMember, makeMerchant, memberScope, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, makePurchase, missDays, packForm, packRequest, phoneOf, saleOf } from "@/db/seed/packs";
import { overlapping } from "@/db/testing-claims";
import { inTransaction } from "@/db/transaction";
import { redeemVoucher } from "@/lib/orders/redeem-voucher";
import { deliverDue } from "@/lib/packs/deliver-due";
import { endDeliveries } from "@/lib/packs/end-deliveries";
import { giftPack } from "@/lib/packs/gift-pack";
import { listHeldUp } from "@/lib/packs/queries/about-purchases";
import { getPurchase, listPurchases } from "@/lib/packs/queries/purchases";
import { giftInputSchema } from "@/lib/packs/schema";
import { metricsText } from "@/lib/platform/metrics";
import { scrapeDatabase } from "@/lib/platform/metrics-sources";

let merchantId: string;
beforeAll(async () => {
  merchantId = await inTransaction(makeMerchant);
});
afterEach(async () => {
  expect(await inTransaction(brokenInvariants)).toEqual({});
});

const never = new AbortController().signal;
const newCoupon = () =>
  inTransaction((tx) => makeCoupon(tx, merchantId, { benefit: { type: "generic", text: "A refill" } }));
const newMember = () => inTransaction((tx) => makeMember(tx, merchantId));
const schedule = { type: "recurring" as const, every: { unit: "day" as const }, cycles: 4 };

/** A pack that delivers a coupon of its own on four days, bought by a member. */
async function bought() {
  const couponId = await newCoupon();
  const form = packForm([couponId], { type: "paid", sale: saleOf(), contents: { schedule } });
  const packId = await makePack(merchantId, form);
  const memberId = await newMember();
  return { couponId, packId, memberId, purchaseId: await makePurchase(merchantId, packId, memberId) };
}
/** As if its coupon had been ended, and a day had gone by since. */
async function heldUp({ couponId, packId }: { couponId: string; packId: string }) {
  await db().execute(sql`update coupon set ended_at = now() where id = ${couponId}`);
  await missDays(packId, 1);
  expect(await deliverDue(never)).toBe(0);
}
async function use(memberId: string) {
  const [row] = await db().execute<{ id: string }>(
    sql`select id from voucher where member_id = ${memberId} and source = 'pack' order by id limit 1`,
  );
  const request = { requestId: packRequest(), voucherId: row?.id ?? "", storeId: null, note: "" };
  expect((await redeemVoucher(testScope(merchantId), request)).ok).toBe(true);
}
const end = async (purchaseId: string, requestId = packRequest()) => {
  const ended = await endDeliveries(testScope(merchantId), {
    requestId,
    purchaseId,
    reason: "No more of it",
  });
  return ended.ok ? ended.value.missed : ended.refusal.code;
};

it("ends what waits for a coupon that is over, once, and its member reads why", async () => {
  const one = await bought();
  const { purchaseId, memberId } = one;
  expect(await end(purchaseId)).toBe("pack_not_waiting");
  await use(memberId);
  await heldUp(one);
  const requestId = packRequest();
  expect(await Promise.all([end(purchaseId, requestId), end(purchaseId, requestId)])).toEqual([3, 3]);
  expect(await end(purchaseId)).toBe("pack_complete");
  const seen = await getPurchase(memberScope(merchantId, memberId), purchaseId);
  expect(seen).toMatchObject({ status: "paid", endReason: "No more of it", coming: [], waitsFor: null });
  await db().execute(sql`update coupon set ended_at = null where id = ${one.couponId}`);
  await missDays(one.packId, 3);
  expect(await deliverDue(never)).toBe(0);
  const audit = await db().execute(
    sql`select after from audit_entry where action = 'pack.end_deliveries' and object_id = ${purchaseId}`,
  );
  expect([...audit]).toEqual([{ after: { reason: "No more of it", missed: 3, couponId: one.couponId } }]);
});

it("ends nothing whose money can go back, and what was given whatever was used of it (I-18)", async () => {
  const whole = await bought();
  await heldUp(whole);
  expect(await end(whole.purchaseId)).toBe("pack_refundable");
  const couponId = await newCoupon();
  const packId = await makePack(merchantId, packForm([couponId], { contents: { schedule } }));
  const gift = giftInputSchema.parse({ phone: await phoneOf(await newMember()) });
  const given = await giftPack(testScope(merchantId), { requestId: packRequest(), packId, gift });
  await heldUp({ couponId, packId });
  expect(await end(given.ok ? (given.value.purchaseId ?? "") : "")).toBe(3);
});

it("waits for a delivery run that has the purchase in hand, and then ends nothing", async () => {
  const one = await bought();
  await use(one.memberId);
  await heldUp(one);
  await db().execute(sql`update coupon set ended_at = null where id = ${one.couponId}`);
  const { hasWaited, settled } = await overlapping(
    async (tx) => {
      await tx.execute(sql`select 1 from pack_purchase where id = ${one.purchaseId} for key share`);
      await tx.execute(sql`update pack_due set waits_for = null where purchase_id = ${one.purchaseId}`);
    },
    () => end(one.purchaseId),
  );
  expect({ hasWaited, settled }).toEqual({
    ...{ hasWaited: true, settled: { status: "fulfilled", value: "pack_not_waiting" } },
  });
});

it("is another merchant's to nobody", async () => {
  const one = await bought();
  const other = testScope(await inTransaction(makeMerchant));
  const request = { requestId: packRequest(), purchaseId: one.purchaseId, reason: "Not ours" };
  await expect(endDeliveries(other, request)).rejects.toMatchObject({ code: "not_found" });
});

it("is found by the coupon that holds it up, by whoever sees the purchase, and its lateness is told", async () => {
  const own = await inTransaction(makeMerchant);
  const couponId = await inTransaction((tx) => makeCoupon(tx, own, {}));
  const packId = await makePack(own, packForm([couponId], { contents: { schedule } }));
  for (let i = 0; i < 2; i++) {
    const memberId = await inTransaction((tx) => makeMember(tx, own));
    const gift = giftInputSchema.parse({ phone: await phoneOf(memberId) });
    await giftPack(testScope(own), { requestId: packRequest(), packId, gift });
  }
  const scope = testScope(own);
  expect(await listHeldUp(scope)).toEqual([]);
  expect((await listPurchases(scope, { waiting: true })).rows).toEqual([]);
  await db().execute(sql`update coupon set ended_at = now() where id = ${couponId}`);
  await missDays(packId, 9);
  await deliverDue(never);
  expect(await listHeldUp(scope)).toEqual([expect.objectContaining({ packId, couponId, purchases: 2 })]);
  const { rows } = await listPurchases(scope, { packId, waiting: true });
  expect(rows.map(({ waitsFor, waitsForName }) => [waitsFor, typeof waitsForName])).toEqual(
    Array(2).fill([couponId, "string"]),
  );
  expect(await listHeldUp(testScope(own, "store_manager", { storeIds: [] }))).toEqual([]);
  scrapeDatabase();
  const late = /^scrip_pack_deliveries_put_off_seconds (.+)$/m.exec(await metricsText());
  expect(Number(late?.[1])).toBeGreaterThan(7 * 86_400);
});
