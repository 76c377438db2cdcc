import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMember, makeMerchant, memberScope, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, makePurchase, missDays, packForm, packRequest, phoneOf, saleOf } from "@/db/seed/packs";
import { overlapping } from "@/db/testing-claims";
import { inTransaction } from "@/db/transaction";
import { flushVisits } from "@/lib/links/count-visits";
import { createLink } from "@/lib/links/create-link";
import { linkKeeper } from "@/lib/links/jobs";
import { noteVisit } from "@/lib/links/note-visit";
import { getLink, linkFigures } from "@/lib/links/queries/links";
import { claimsOf, oweToLinks } from "@/lib/links/repository/conversions";
import { linkInputSchema } from "@/lib/links/schema";
import { askPackRefund, decidePackRefund } from "@/lib/packs/ask-pack-refund";
import { deliverDue } from "@/lib/packs/deliver-due";
import { giftPack } from "@/lib/packs/gift-pack";
import { giftInputSchema } from "@/lib/packs/schema";
import { deliverOutbox } from "@/lib/platform/deliver-outbox";
import { announce } from "@/lib/platform/outbox";

/** A pack of two coupons, a link to it, and a member who opened that. */
async function soldByLink(contents: object = {}) {
  const { merchantId, couponId, memberId } = await inTransaction(async (tx) => {
    const made = await makeMerchant(tx);
    return {
      merchantId: made,
      couponId: await makeCoupon(tx, made),
      memberId: await makeMember(tx, made),
    };
  });
  const staff = testScope(merchantId);
  const packId = await makePack(merchantId, packForm([couponId], { type: "paid", sale: saleOf(), contents }));
  const link = linkInputSchema.parse({ target: { type: "pack", id: packId }, channel: "social" });
  const made = await createLink(staff, { requestId: packRequest(), link });
  const linkId = made.ok ? made.value.id : "";
  const visit = { linkId, at: new Date(Date.now() - 1000).toISOString() };
  await noteVisit(memberScope(merchantId, memberId), visit);
  const told = async () => {
    while ((await deliverOutbox([], undefined, [linkKeeper])).more);
    await flushVisits();
    return await getLink(staff, linkId);
  };
  return { merchantId, memberId, staff, packId, linkId, visit, told };
}

it("owes a link what was paid for of a pack, and neither its later deliveries nor what staff gave", async () => {
  const contents = { schedule: { type: "recurring" as const, every: { unit: "day" as const }, cycles: 4 } };
  const { merchantId, memberId, staff, packId, visit, told } = await soldByLink(contents);
  const claims = async () => (await told())?.claims;
  await makePurchase(merchantId, packId, memberId);
  expect(await claims()).toBe(2);

  await missDays(packId, 2);
  expect(await deliverDue(new AbortController().signal)).toBe(2);
  const gift = giftInputSchema.parse({ phone: await phoneOf(memberId) });
  expect(await giftPack(staff, { requestId: packRequest(), packId, gift })).toMatchObject({ ok: true });
  expect(await claims()).toBe(2);
  // A visit that is noted again looks back at everything since, and finds no more either.
  await noteVisit(memberScope(merchantId, memberId), {
    ...visit,
    at: new Date(Date.now() - 60_000).toISOString(),
  });
  expect(await claims()).toBe(2);
});

it("counts a pack's sale for its link once, whoever tells it again, and no more once it is refunded", async () => {
  const { merchantId, memberId, staff, packId, linkId, visit, told } = await soldByLink();
  const sales = async () => {
    const figures = await linkFigures(staff, linkId, { from: "2020-01-01", to: "2099-01-01" });
    return figures?.sales.map(({ currency, salesMinor }) => [currency, salesMinor]);
  };
  const purchaseId = await makePurchase(merchantId, packId, memberId);
  expect(await told()).toMatchObject({ orders: 1, claims: 2 });
  expect(await sales()).toEqual([["HKD", 1000]]);
  const again = { type: "pack.purchased", subjectId: purchaseId, payload: {} } as const;
  await inTransaction((tx) => announce(tx, staff, [again, again]));
  await noteVisit(memberScope(merchantId, memberId), {
    ...visit,
    at: new Date(Date.now() - 60_000).toISOString(),
  });
  expect(await told()).toMatchObject({ orders: 1 });
  expect(await sales()).toEqual([["HKD", 1000]]);

  await askPackRefund(memberScope(merchantId, memberId), {
    ...{ requestId: packRequest(), purchaseId, reason: "No" },
  });
  const answer = { granted: true, answer: "" };
  await decidePackRefund(testScope(merchantId, "finance"), {
    requestId: packRequest(),
    purchaseId,
    ...answer,
  });
  const refunded = { type: "pack.refunded", subjectId: purchaseId, payload: {} } as const;
  await inTransaction((tx) => announce(tx, staff, [refunded, refunded]));
  expect(await told()).toMatchObject({ orders: 0 });
  expect(await sales()).toEqual([["HKD", 0]]);
});

it("owes a pack that was paid before its visit was known, as one that was refunded meanwhile owes nothing", async () => {
  const { merchantId, staff, packId, linkId, told } = await soldByLink();
  const memberId = await inTransaction((tx) => makeMember(tx, merchantId));
  const at = new Date(Date.now() - 1000).toISOString();
  await makePurchase(merchantId, packId, memberId);
  const purchaseId = await makePurchase(merchantId, packId, memberId);
  const scope = memberScope(merchantId, memberId);
  await askPackRefund(scope, { requestId: packRequest(), purchaseId, reason: "No" });
  const answer = { requestId: packRequest(), purchaseId, granted: true, answer: "" };
  await decidePackRefund(testScope(merchantId, "finance"), answer);
  expect(await told()).toMatchObject({ orders: 0 });
  await noteVisit(scope, { linkId, at });
  expect(await told()).toMatchObject({ orders: 1 });
  const figures = await linkFigures(staff, linkId, { from: "2020-01-01", to: "2099-01-01" });
  expect(figures?.sales.map(({ salesMinor }) => salesMinor)).toEqual([1000]);
});

it("counts who claims by a link once, however many coupons they have of it, also in two transactions at once", async () => {
  const { merchantId, memberId, packId, told } = await soldByLink();
  await makePurchase(merchantId, packId, memberId);
  const found = await db().execute<{ id: string }>(sql`select id from voucher where member_id = ${memberId}`);
  const [one, two] = [...found].map(({ id }) => claimsOf([{ merchantId, id }]));
  if (!one || !two) throw new Error("a pack of two coupons brought fewer");
  const { hasWaited, settled } = await overlapping(
    (tx) => oweToLinks(tx, one),
    () => inTransaction((tx) => oweToLinks(tx, two)),
  );
  expect([hasWaited, settled?.status]).toEqual([true, "fulfilled"]);
  expect(await told()).toMatchObject({ claims: 2, claimers: 1 });
});
