import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { messages } from "@/db/schema/notifications";
import { packGifts } from "@/db/schema/pack-purchases";
import { makeMember, makeMerchant, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, packForm, packRequest, phoneOf } from "@/db/seed/packs";
import { inTransaction } from "@/db/transaction";
import { eraseMember } from "@/lib/members/erase-member";
import { giftPack } from "@/lib/packs/gift-pack";
import { giftFormSchema } from "@/lib/packs/schema";
import { INVITATION_LIMITS } from "@/lib/packs/send-invitation";

let serial = 0;
const newPhone = () => `+8529${8_700_000 + ++serial}`;

describe("a gift whose number is told by SMS", () => {
  let merchantId: string;
  let packId: string;
  beforeAll(async () => {
    const couponId = await inTransaction(async (tx) => {
      merchantId = await makeMerchant(tx);
      return await makeCoupon(tx, merchantId);
    });
    packId = await makePack(merchantId, packForm([couponId], {}));
  });

  const words = (pack: string) => `A gift for you: ${pack}`;
  const give = (phone: string, { isInvited = true, requestId = packRequest() } = {}) =>
    giftPack(testScope(merchantId), {
      ...{ requestId, packId, gift: giftFormSchema.parse({ phone, invite: isInvited }) },
      invitation: isInvited ? words : undefined,
    });
  const toldTo = async (phone: string) =>
    (
      await db()
        .select({ body: messages.body })
        .from(messages)
        .where(and(eq(messages.merchantId, merchantId), eq(messages.recipient, phone)))
    ).map(({ body }) => body);
  const waitingFor = (phone: string) =>
    db().$count(packGifts, and(eq(packGifts.merchantId, merchantId), eq(packGifts.phone, phone)));
  const given = async () => {
    const [row] = await db().execute<{ n: number }>(
      sql`select sum(given)::int as n from pack_stock where pack_id = ${packId}`,
    );
    return row?.n;
  };

  it("is told once however often the gift is sent, with the pack's name, and not at all unless that is asked for", async () => {
    const [phone, quiet] = [newPhone(), newPhone()];
    const requestId = packRequest();
    const twins = await Promise.all([give(phone, { requestId }), give(phone, { requestId })]);
    expect(twins).toMatchObject([{ value: { state: "waiting" } }, { value: { state: "waiting" } }]);
    expect(await toldTo(phone)).toEqual([expect.stringMatching(/^A gift for you: .+/)]);
    expect(await give(quiet, { isInvited: false })).toMatchObject({ value: { state: "waiting" } });
    expect(await toldTo(quiet)).toEqual([]);
  });

  it("is not told where the number is a member's: they have it already", async () => {
    const phone = await phoneOf(await inTransaction((tx) => makeMember(tx, merchantId)));
    expect(await give(phone)).toMatchObject({ value: { state: "delivered" } });
    expect(await toldTo(phone)).toEqual([]);
  });

  it("gives and sends nothing past the phone's limit of a day, and gives again without the SMS", async () => {
    const phone = newPhone();
    const { limit } = INVITATION_LIMITS.phone;
    for (let i = 0; i < limit; i++) expect(await give(phone)).toMatchObject({ ok: true });
    const before = await given();
    expect(await give(phone)).toMatchObject({
      refusal: { code: "too_many_invitations", params: { until: expect.any(String) } },
    });
    expect([await given(), await waitingFor(phone), (await toldTo(phone)).length]).toEqual([
      ...[before, limit, limit],
    ]);
    expect(await give(phone, { isInvited: false })).toMatchObject({ ok: true });
  });

  it("gives and sends nothing to a phone whose owner asked to be forgotten", async () => {
    const phone = newPhone();
    const memberId = await inTransaction((tx) => makeMember(tx, merchantId, { phone }));
    const confirmation = phone.slice(-4);
    const erased = await eraseMember(testScope(merchantId), {
      ...{ requestId: packRequest(), memberId, confirmation },
    });
    expect(erased).toMatchObject({ ok: true });
    expect(await give(phone)).toMatchObject({ refusal: { code: "phone_forgotten" } });
    expect([await waitingFor(phone), await toldTo(phone)]).toEqual([0, []]);
  });
});
