import { sql } from "drizzle-orm";
import { afterEach, beforeAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { makeMember, makeMerchant, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, packForm, packRequest, phoneOf, saleOf } from "@/db/seed/packs";
import { overlapping } from "@/db/testing-claims";
import { inTransaction } from "@/db/transaction";
import { deliverArrived, deliverGifts } from "@/lib/packs/deliver-gifts";
import { giftPack } from "@/lib/packs/gift-pack";
import { listGifts } from "@/lib/packs/queries/gifts";
import { lockPack, setQuantity } from "@/lib/packs/repository/packs";
import { giftInputSchema } from "@/lib/packs/schema";
import { withdrawGift } from "@/lib/packs/withdraw-gift";

let merchantId: string;
let couponId: string;
beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    couponId = await makeCoupon(tx, merchantId, {});
  });
});
afterEach(async () => {
  expect(await inTransaction(brokenInvariants)).toEqual({});
});

let last = 1000;
const newPhone = () => `+8525123${++last}`;
const paid = (more: object) =>
  makePack(merchantId, packForm([couponId], { type: "paid", sale: saleOf(more) }));
async function give(packId: string, phone: string, quantity = 1) {
  const gift = giftInputSchema.parse({ phone, quantity });
  const given = await giftPack(testScope(merchantId), { requestId: packRequest(), packId, gift });
  if (!given.ok) throw new Error(given.refusal.code);
  return given.value.id;
}
const takeBack = async (giftId: string, requestId = packRequest()) => {
  const taken = await withdrawGift(testScope(merchantId), { requestId, giftId });
  return taken.ok ? "ok" : taken.refusal.code;
};
const givenOf = async (packId: string) => {
  const [row] = await db().execute<{ n: number }>(
    sql`select sum(given)::int as n from pack_stock where pack_id = ${packId}`,
  );
  return row?.n;
};

it("gives the stock back once, and keeps no more of the number than its end", async () => {
  const packId = await paid({ quantity: 5 });
  const phone = newPhone();
  const giftId = await give(packId, phone, 5);
  const requestId = packRequest();
  const said = await Promise.all([
    takeBack(giftId, requestId),
    takeBack(giftId, requestId),
    takeBack(giftId),
  ]);
  expect(said.filter((one) => one === "gift_withdrawn").length).toBeLessThanOrEqual(2);
  expect(said).toContain("ok");
  expect(await takeBack(giftId)).toBe("gift_withdrawn");
  expect(await givenOf(packId)).toBe(0);
  await give(packId, newPhone(), 5);
  const [row] = await db().execute(sql`select phone, withdrawn_from from pack_gift where id = ${giftId}`);
  expect(row).toEqual({ phone: null, withdrawn_from: phone.slice(-4) });
  const { rows } = await listGifts(testScope(merchantId), { packId, state: "withdrawn" });
  expect(rows).toMatchObject([{ id: giftId, state: "withdrawn", phone: `•••• ${phone.slice(-4)}` }]);
});

it("is had by nobody who registers with its number afterwards", async () => {
  const packId = await makePack(merchantId, packForm([couponId]));
  const phone = newPhone();
  await takeBack(await give(packId, phone, 2));
  const memberId = await inTransaction((tx) => makeMember(tx, merchantId, { phone }));
  expect(await deliverGifts(testScope(merchantId, null), memberId)).toBe(0);
  await deliverArrived(new AbortController().signal);
  expect(await givenOf(packId)).toBe(0);
});

it("races with the registration that delivers it: whoever comes first keeps the other off", async () => {
  const packId = await makePack(merchantId, packForm([couponId]));
  const scope = testScope(merchantId, null);
  for (let round = 0; round < 4; round++) {
    const phone = newPhone();
    const giftId = await give(packId, phone);
    const memberId = await inTransaction((tx) => makeMember(tx, merchantId, { phone }));
    const before = await givenOf(packId);
    const [said, came] = await Promise.all([takeBack(giftId), deliverGifts(scope, memberId)]);
    expect([said, came]).toEqual(said === "ok" ? ["ok", 0] : ["gift_delivered", 1]);
    expect(await givenOf(packId)).toBe((before ?? 0) - (said === "ok" ? 1 : 0));
  }
  // It is being delivered: whoever takes it back waits, and is told.
  const phone = newPhone();
  const giftId = await give(packId, phone);
  const memberId = await inTransaction((tx) => makeMember(tx, merchantId, { phone }));
  const { hasWaited, settled } = await overlapping(
    (tx) =>
      tx.execute(
        sql`update pack_gift set phone = null, member_id = ${memberId}, delivered_at = now() where id = ${giftId}`,
      ),
    () => takeBack(giftId),
  );
  expect({ hasWaited, settled }).toEqual({
    ...{ hasWaited: true, settled: { status: "fulfilled", value: "gift_delivered" } },
  });
});

it("is taken from whichever counters have it, since its pack was limited once", async () => {
  const packId = await paid({ quantity: 50 });
  const gifts: string[] = [];
  for (let i = 0; i < 4; i++) gifts.push(await give(packId, newPhone(), 3));
  await inTransaction(async (tx) => {
    const pack = await lockPack(tx, testScope(merchantId), packId);
    if (pack) await setQuantity(tx, testScope(merchantId), pack, null);
  });
  for (let i = 0; i < 4; i++) gifts.push(await give(packId, newPhone(), 2));
  for (const giftId of gifts) expect(await takeBack(giftId)).toBe("ok");
  expect(await givenOf(packId)).toBe(0);
});

it("is refused to people of some stores, of another merchant, and of what a member has already", async () => {
  const packId = await makePack(merchantId, packForm([couponId]));
  const giftId = await give(packId, newPhone());
  const request = { requestId: packRequest(), giftId };
  const strangers = [
    testScope(merchantId, "store_manager", { storeIds: [] }),
    testScope(await inTransaction(makeMerchant)),
  ];
  for (const scope of strangers) {
    await expect(withdrawGift(scope, request)).rejects.toMatchObject({ code: "not_found" });
  }
  const memberId = await inTransaction((tx) => makeMember(tx, merchantId));
  expect(await takeBack(await give(packId, await phoneOf(memberId)))).toBe("gift_delivered");
});

it("is found by a whole phone, of a member and of a number that is none yet", async () => {
  const packId = await makePack(merchantId, packForm([couponId]));
  const memberId = await inTransaction((tx) => makeMember(tx, merchantId));
  const phones = [newPhone(), await phoneOf(memberId)];
  const gifts = [await give(packId, phones[0] ?? ""), await give(packId, phones[1] ?? "")];
  const found = async (q: string, role: "group_admin" | "analyst" = "group_admin") =>
    (await listGifts(testScope(merchantId, role), { packId, q })).rows.map(({ id }) => id);
  expect(await found(phones[0] ?? "")).toEqual([gifts[0]]);
  expect(await found(phones[1] ?? "")).toEqual([gifts[1]]);
  expect(await found("51230000")).toEqual([]);
  expect(await found(phones[0] ?? "", "analyst")).toEqual([]);
});
