import { sql } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { makeMember, makeMerchant, memberScope, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, makePurchase, missDays, packForm, packRequest, phoneOf, saleOf } from "@/db/seed/packs";
import { inTransaction } from "@/db/transaction";
import { buyPack } from "@/lib/packs/buy-pack";
import { deliverDue } from "@/lib/packs/deliver-due";
import { giftPack } from "@/lib/packs/gift-pack";
import { refundExpired } from "@/lib/packs/refund-expired";
import { releaseUnpaid } from "@/lib/packs/release-unpaid";
import { giftInputSchema } from "@/lib/packs/schema";

let merchantId: string;
let couponId: string;
beforeAll(async () => {
  ({ merchantId, couponId } = await newMerchant());
});
afterEach(async () => {
  await db().execute(sql`drop trigger if exists fails on pack_due`);
  await db().execute(sql`drop trigger if exists fails on pack_purchase`);
  expect(await inTransaction(brokenInvariants)).toEqual({});
});

const never = new AbortController().signal;
const newMerchant = async () =>
  await inTransaction(async (tx) => {
    const id = await makeMerchant(tx);
    return { merchantId: id, couponId: await makeCoupon(tx, id) };
  });
const newMember = async (at = merchantId) => await inTransaction((tx) => makeMember(tx, at));
const schedule = { type: "recurring" as const, every: { unit: "day" as const }, cycles: 4 };

/** A pack that recurs, given to so many members, its next delivery due. */
async function givenTo(members: number, packs = 1, contents: object = {}) {
  const packId = await makePack(merchantId, packForm([couponId], { contents: { schedule, ...contents } }));
  for (let i = 0; i < members; i++) {
    const gift = giftInputSchema.parse({ phone: await phoneOf(await newMember()), quantity: packs });
    const given = await giftPack(testScope(merchantId), { requestId: packRequest(), packId, gift });
    expect(given.ok).toBe(true);
  }
  await missDays(packId, 1);
  return packId;
}

/** From now on a change of such rows throws. */
async function failWhere(table: "pack_due" | "pack_purchase", columns: string, when: string) {
  await db().execute(sql`create or replace function fails() returns trigger language plpgsql as $$
    begin raise exception 'cannot be done'; end $$`);
  await db().execute(
    sql.raw(`create trigger fails before update of ${columns} on ${table} for each row when (${when})
    execute function fails()`),
  );
}
const deliveries = async (packId: string) => {
  const [row] = await db().execute<{ n: number }>(sql`select count(*)::int as n from pack_delivery d
    join pack_purchase p on p.id = d.purchase_id where p.pack_id = ${packId} and d.cycle = 2`);
  return row?.n;
};

describe("a delivery that fails", () => {
  it("is put off and tried again later, and keeps no other pack's from being made", async () => {
    const broken = await givenTo(3);
    const sound = await givenTo(2);
    await db().execute(
      sql`update pack_due set try_at = try_at - interval '1 hour' where pack_id = ${broken}`,
    );
    await failWhere("pack_due", "next_cycle", `new.pack_id = '${broken}'`);
    expect(await deliverDue(never, 3)).toBe(2);
    expect([await deliveries(broken), await deliveries(sound)]).toEqual([0, 2]);
    await db().execute(sql`drop trigger fails on pack_due`);
    expect(await deliverDue(never)).toBe(0);
    const [off] = await db().execute(sql`select bool_and(try_at between now() + interval '50 minutes'
      and now() + interval '1 hour') as ok from pack_due where pack_id = ${broken}`);
    expect(off).toEqual({ ok: true });
    await db().execute(sql`update pack_due set try_at = next_due_at where pack_id = ${broken}`);
    expect(await deliverDue(never)).toBe(3);
  });

  it("of one purchase keeps none of the same pack's from being made", async () => {
    const packId = await givenTo(7);
    const [one] = await db().execute<{ id: string }>(
      sql`select max(purchase_id) as id from pack_due where pack_id = ${packId}`,
    );
    await failWhere("pack_due", "next_cycle", `new.purchase_id = '${one?.id}'`);
    expect(await deliverDue(never)).toBe(6);
    expect(await deliveries(packId)).toBe(6);
  });
});

describe("a delivery run", () => {
  it("issues no more than 5,000 coupons in one transaction, however many a pack brings", async () => {
    const item = { couponId, starts: { type: "at_once" as const }, validDays: 30 };
    const packId = await givenTo(5, 50, {
      items: [{ ...item, quantity: 50 }],
      firstItems: [{ ...item, quantity: 1 }],
    });
    expect(await deliverDue(never)).toBe(5);
    const [row] = await db().execute(sql`select max(n)::int as most, sum(n)::int as all from
      (select count(*) as n from voucher where pack_id = ${packId} group by xmin::text) made`);
    expect(row).toEqual({ most: 5000, all: 5 * 50 + 5 * 2500 });
  });
});

describe("what fails for one merchant", () => {
  const sold = async (at: Awaited<ReturnType<typeof newMerchant>>, more: object = {}) => {
    const form = packForm([at.couponId], { type: "paid", sale: saleOf(more) });
    return await makePack(at.merchantId, form);
  };

  it("keeps no other's unpaid packs from being given up, however many there are before them", async () => {
    const [broken, sound] = [await newMerchant(), await newMerchant()];
    for (const at of [broken, sound]) {
      const packId = await sold(at);
      const memberId = await newMember(at.merchantId);
      const request = { requestId: packRequest(), packId, memberId, channel: "mall" as const };
      expect((await buyPack(memberScope(at.merchantId, memberId), request)).ok).toBe(true);
    }
    await db().execute(sql`update pack_purchase set expires_at = now() - case merchant_id
      when ${broken.merchantId} then interval '2 days' else interval '1 day' end where status = 'placed'`);
    await failWhere("pack_purchase", "status", `new.merchant_id = '${broken.merchantId}'`);
    await releaseUnpaid(never, 1);
    const left = await db().execute(sql`select merchant_id, status from pack_purchase
      where merchant_id in (${broken.merchantId}, ${sound.merchantId}) order by status`);
    expect([...left]).toEqual([
      { merchant_id: sound.merchantId, status: "cancelled" },
      { merchant_id: broken.merchantId, status: "placed" },
    ]);
  });

  it("keeps no other's expired packs from going back, and is tried again in an hour", async () => {
    const [broken, sound] = [await newMerchant(), await newMerchant()];
    const purchases: string[] = [];
    await db().execute(sql`alter table voucher disable trigger voucher_promise`);
    for (const at of [broken, sound]) {
      const packId = await sold(at, { autoRefund: true });
      const id = await makePurchase(at.merchantId, packId, await newMember(at.merchantId));
      await db().execute(sql`update voucher set valid_from = now() - interval '2 days',
        valid_until = now() - interval '1 second' where source_id = ${id}`);
      purchases.push(id);
    }
    await db().execute(sql`alter table voucher enable trigger voucher_promise`);
    await db().execute(sql`update pack_purchase set refund_due_at = now() - case merchant_id
      when ${broken.merchantId} then interval '2 days' else interval '1 day' end
      where merchant_id in (${broken.merchantId}, ${sound.merchantId})`);
    await failWhere("pack_purchase", "status", `new.merchant_id = '${broken.merchantId}'`);
    expect(await refundExpired(never, 1)).toBe(1);
    const rows = await db().execute(sql`select status, refund_due_at > now() + interval '50 minutes' as later
      from pack_purchase where id in (${purchases[0] ?? ""}, ${purchases[1] ?? ""}) order by status`);
    expect([...rows]).toEqual([
      { status: "paid", later: true },
      { status: "refunded", later: null },
    ]);
  });
});
