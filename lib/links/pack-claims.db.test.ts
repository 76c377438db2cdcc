import { expect, it } from "vitest";
import { makeMember, makeMerchant, memberScope, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, makePurchase, missDays, packForm, packRequest, phoneOf, saleOf } from "@/db/seed/packs";
import { inTransaction } from "@/db/transaction";
import { flushVisits } from "@/lib/links/count-visits";
import { createLink } from "@/lib/links/create-link";
import { linkKeeper } from "@/lib/links/jobs";
import { noteVisit } from "@/lib/links/note-visit";
import { getLink } from "@/lib/links/queries/links";
import { linkInputSchema } from "@/lib/links/schema";
import { deliverDue } from "@/lib/packs/deliver-due";
import { giftPack } from "@/lib/packs/gift-pack";
import { giftInputSchema } from "@/lib/packs/schema";
import { deliverOutbox } from "@/lib/platform/deliver-outbox";

it("owes a link what was paid for of a pack, and neither its later deliveries nor what staff gave", async () => {
  const { merchantId, couponId, memberId } = await inTransaction(async (tx) => {
    const made = await makeMerchant(tx);
    return {
      merchantId: made,
      couponId: await makeCoupon(tx, made),
      memberId: await makeMember(tx, made),
    };
  });
  const staff = testScope(merchantId);
  const contents = { schedule: { type: "recurring" as const, every: { unit: "day" as const }, cycles: 4 } };
  const packId = await makePack(merchantId, packForm([couponId], { type: "paid", sale: saleOf(), contents }));
  const link = linkInputSchema.parse({ target: { type: "pack", id: packId }, channel: "social" });
  const made = await createLink(staff, { requestId: packRequest(), link });
  const linkId = made.ok ? made.value.id : "";
  const visit = { linkId, at: new Date(Date.now() - 1000).toISOString() };
  const claims = async () => {
    while ((await deliverOutbox([], undefined, [linkKeeper])).more);
    await flushVisits();
    return (await getLink(staff, linkId))?.claims;
  };
  await noteVisit(memberScope(merchantId, memberId), visit);
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
