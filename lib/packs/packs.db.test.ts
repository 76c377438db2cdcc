import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { packDues } from "@/db/schema/pack-purchases";
import { makeMember, makeMerchant, makeStore, memberScope, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, makePurchase, missDays, packForm, packRequest, phoneOf, saleOf } from "@/db/seed/packs";
import { inTransaction } from "@/db/transaction";
import { askPackRefund, decidePackRefund } from "@/lib/packs/ask-pack-refund";
import { beginPurchase } from "@/lib/packs/begin-purchase";
import { buyPack } from "@/lib/packs/buy-pack";
import { changePackState } from "@/lib/packs/change-pack-state";
import { deliverDue } from "@/lib/packs/deliver-due";
import { followRegistration } from "@/lib/packs/deliver-gifts";
import { editPack } from "@/lib/packs/edit-pack";
import { giftPack } from "@/lib/packs/gift-pack";
import { payPurchase } from "@/lib/packs/pay-purchase";
import { packFigures } from "@/lib/packs/queries/figures";
import { findGiftTarget } from "@/lib/packs/queries/gifts";
import { getMallPack } from "@/lib/packs/queries/mall";
import { getPack } from "@/lib/packs/queries/packs";
import { giftInputSchema } from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { metricsText } from "@/lib/platform/metrics";
import { scrapeDatabase } from "@/lib/platform/metrics-sources";

let merchantId: string;
let couponId: string;
beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    couponId = await makeCoupon(tx, merchantId);
  });
});

const newMember = async () => await inTransaction((tx) => makeMember(tx, merchantId));
const vouchersOf = async (memberId: string) =>
  await db().execute<{ status: string; n: number }>(
    sql`select status, count(*)::int as n from voucher where member_id = ${memberId} group by 1 order by 1`,
  );
const never = new AbortController().signal;
const paid = (more: object = {}) => packForm([couponId], { type: "paid", sale: saleOf(more) });

describe("a paid pack", () => {
  it("is bought, paid and delivered once, and its figures say so", async () => {
    const packId = await makePack(merchantId, paid());
    const memberId = await newMember();
    const purchaseId = await makePurchase(merchantId, packId, memberId);
    expect(await vouchersOf(memberId)).toEqual([{ status: "available", n: 2 }]);
    const again = await payPurchase(testScope(merchantId), {
      ...{ requestId: packRequest(), purchaseId, paymentRef: `seed ${purchaseId}` },
    });
    expect(again).toMatchObject({ ok: true, value: { status: "paid", delivered: 1, nextDeliveryAt: null } });
    expect(await vouchersOf(memberId)).toEqual([{ status: "available", n: 2 }]);
    expect(await packFigures(testScope(merchantId), packId)).toMatchObject({
      ...{ sold: 1, reserved: 0, revenueMinor: 1000, couponsIssued: 2, couponsUsed: 0 },
    });
    expect(await getPack(testScope(merchantId), packId)).toMatchObject({ status: "active" });
  });

  it("that is begun leads to where it is paid, the same one for the same request, or to the page that says why not", async () => {
    const packId = await makePack(merchantId, paid({ quantity: 1 }));
    const [memberId, late] = [await newMember(), await newMember()];
    const wish = { packId, requestId: packRequest(), slug: "shop" };
    const begin = (id: string, requestId: string) =>
      beginPurchase(memberScope(merchantId, id), { ...wish, requestId, memberId: id });
    const address = await begin(memberId, wish.requestId);
    expect(address).toMatch(/\/api\/test-payments\//);
    expect(await begin(memberId, wish.requestId)).toBe(address);
    expect(await begin(late, packRequest())).toBe(`/m/shop/packs/${packId}?refused=sold_out`);
    expect(await packFigures(testScope(merchantId), packId)).toMatchObject({ reserved: 1, sold: 0 });
  });

  it("goes back whole, its coupons with it, when somebody else than who asked says so", async () => {
    const packId = await makePack(merchantId, paid());
    const memberId = await newMember();
    const purchaseId = await makePurchase(merchantId, packId, memberId);
    const asked = await askPackRefund(memberScope(merchantId, memberId), {
      ...{ requestId: packRequest(), purchaseId, reason: "Changed my mind" },
    });
    expect(asked.ok).toBe(true);
    const decided = await decidePackRefund(testScope(merchantId, "finance"), {
      ...{ requestId: packRequest(), purchaseId, granted: true, answer: "" },
    });
    expect(decided).toMatchObject({ ok: true, value: { refundMinor: 1000 } });
    expect(await vouchersOf(memberId)).toEqual([{ status: "cancelled", n: 2 }]);
  });

  it("is not sold beyond its stock", async () => {
    const packId = await makePack(merchantId, paid({ quantity: 1 }));
    const [first, second] = [await newMember(), await newMember()];
    const buy = (memberId: string) =>
      buyPack(memberScope(merchantId, memberId), {
        ...{ requestId: packRequest(), packId, memberId, channel: "mall" as const },
      });
    expect(await buy(first)).toMatchObject({ ok: true });
    expect(await buy(second)).toMatchObject({ ok: false, refusal: { code: "sold_out" } });
    await db().execute(
      sql`update pack_purchase set expires_at = now() - interval '1 second' where pack_id = ${packId}`,
    );
    expect(await buy(second)).toMatchObject({ ok: true });
  });
});

describe("a pack that is changed", () => {
  const edit = async (packId: string, pack: ReturnType<typeof paid>) => {
    const found = await getPack(testScope(merchantId), packId);
    const revision = found?.revision ?? 0;
    return await editPack(testScope(merchantId), { requestId: packRequest(), packId, revision, pack });
  };
  const code = (result: Awaited<ReturnType<typeof buyPack>> | Awaited<ReturnType<typeof edit>>) =>
    result.ok ? "ok" : result.refusal.code;

  it("is not sold to whoever saw another price or other contents", async () => {
    const packId = await makePack(merchantId, paid());
    const memberId = await newMember();
    const buy = (contentsVersion: number, priceMinor: number) =>
      buyPack(memberScope(merchantId, memberId), {
        ...{ requestId: packRequest(), packId, memberId, channel: "mall" as const },
        seen: { contentsVersion, priceMinor },
      });
    const items = [{ couponId, quantity: 1, starts: { type: "at_once" as const }, validDays: 30 }];
    const to = packForm([], { type: "paid", sale: saleOf({ priceMinor: 1200 }), contents: { items } });
    expect(code(await edit(packId, to))).toBe("ok");
    expect([await buy(2, 1000), await buy(1, 1200), await buy(2, 1200)].map(code)).toEqual([
      ...["price_changed", "pack_changed", "ok"],
    ]);
  });

  it("may be repriced after it was given and while it is held, not once it was sold", async () => {
    const packId = await makePack(merchantId, paid());
    const memberId = await newMember();
    const gift = giftInputSchema.parse({ phone: await phoneOf(memberId) });
    await giftPack(testScope(merchantId), { requestId: packRequest(), packId, gift });
    const held = await buyPack(memberScope(merchantId, memberId), {
      ...{ requestId: packRequest(), packId, memberId, channel: "mall" as const },
    });
    expect(code(await edit(packId, paid({ priceMinor: 900 })))).toBe("ok");
    await payPurchase(testScope(merchantId), {
      ...{ requestId: packRequest(), purchaseId: held.ok ? held.value.id : "", paymentRef: "as held" },
    });
    expect(await packFigures(testScope(merchantId), packId)).toMatchObject({ revenueMinor: 1000 });
    expect(code(await edit(packId, paid({ priceMinor: 800 })))).toBe("pack_price_fixed");
  });

  it("says on its own page that it is not sold any more once it is archived, and never that it is a draft", async () => {
    const scope = memberScope(merchantId, await newMember());
    const packId = await makePack(merchantId, paid());
    await db().execute(sql`update pack set archived_at = now() where id = ${packId}`);
    expect(await getMallPack(scope, packId)).toMatchObject({ status: "archived" });
    await db().execute(sql`update pack set published_at = null where id = ${packId}`);
    expect(await getMallPack(scope, packId)).toBeNull();
  });
});

it("that waited for a number is there as soon as its member registered, however many there are", async () => {
  const packId = await makePack(merchantId, packForm([couponId]));
  const phone = "+85251237777";
  for (let i = 0; i < 51; i++) {
    const gift = giftInputSchema.parse({ phone });
    await giftPack(testScope(merchantId), { requestId: packRequest(), packId, gift });
  }
  const memberId = await inTransaction((tx) => makeMember(tx, merchantId, { phone }));
  const told = { type: "member.registered", subjectId: memberId, payload: {}, at: "" };
  await followRegistration({ id: "evt_1", merchantId, ...told });
  expect(await vouchersOf(memberId)).toEqual([{ status: "available", n: 102 }]);
});

describe("a gift by somebody of one store", () => {
  it("is of what their store has, packs of every store and campaign packs among it, to who registered there", async () => {
    const [store, other] = await inTransaction(async (tx) => [
      await makeStore(tx, merchantId),
      await makeStore(tx, merchantId),
    ]);
    const member = async (homeStoreId: string) =>
      await phoneOf(await inTransaction((tx) => makeMember(tx, merchantId, { homeStoreId })));
    const scope = testScope(merchantId, "store_manager", { storeIds: [store ?? ""] });
    const give = async (packId: string, phone: string) => {
      const gift = giftInputSchema.parse({ phone });
      const given = await giftPack(scope, { requestId: packRequest(), packId, gift });
      return given.ok ? "ok" : given.refusal.code;
    };
    const here = await member(store ?? "");
    const packs = [
      await makePack(merchantId, packForm([couponId])),
      await makePack(merchantId, paid()),
      await makePack(merchantId, paid({ storeIds: [store, other] })),
      await makePack(merchantId, paid({ storeIds: [other] })),
    ];
    const said: string[] = [];
    for (const packId of packs) said.push(await give(packId, here));
    expect(said).toEqual(["ok", "ok", "ok", "stores_not_yours"]);
    expect(await give(packs[0] ?? "", await member(other ?? ""))).toBe("stores_not_yours");
  });

  it("is told beforehand as it will be done: nothing is promised to a number that they cannot give to", async () => {
    const [store, other] = await inTransaction(async (tx) => [
      await makeStore(tx, merchantId),
      await makeStore(tx, merchantId),
    ]);
    const [here, there] = await Promise.all(
      [store, other].map(async (homeStoreId) =>
        phoneOf(await inTransaction((tx) => makeMember(tx, merchantId, { homeStoreId }))),
      ),
    );
    const of = async (scope: Scope) => {
      const found = await Promise.all(
        [here ?? "", there ?? "", "+85251239999"].map((phone) => findGiftTarget(scope, phone)),
      );
      return found.map((target) => target?.type);
    };
    const manager = testScope(merchantId, "store_manager", { storeIds: [store ?? ""] });
    expect(await of(manager)).toEqual(["member", "beyond", "beyond"]);
    const admin = testScope(merchantId, "group_admin", { storeId: store ?? "" });
    expect(await of(admin)).toEqual(["member", "elsewhere", "elsewhere"]);
    expect(await of(testScope(merchantId))).toEqual(["member", "member", "nobody"]);
  });
});

describe("a recurring pack", () => {
  it("delivers its first at once and catches up with the others, each once", async () => {
    const schedule = { type: "recurring" as const, every: { unit: "day" as const }, cycles: 4 };
    const packId = await makePack(merchantId, packForm([couponId], { contents: { schedule } }));
    const memberId = await newMember();
    const gift = giftInputSchema.parse({ phone: await phoneOf(memberId), quantity: 3 });
    const given = await giftPack(testScope(merchantId), { requestId: packRequest(), packId, gift });
    expect(given).toMatchObject({ ok: true, value: { state: "delivered", memberId } });
    expect(await vouchersOf(memberId)).toEqual([{ status: "available", n: 6 }]);
    await missDays(packId, 10);
    scrapeDatabase();
    const late = await metricsText();
    expect(late).toContain("scrip_pack_deliveries_due 1\n");
    expect(Number(/^scrip_pack_deliveries_late_seconds (.+)$/m.exec(late)?.[1])).toBeGreaterThan(8 * 86_400);
    expect(await deliverDue(never)).toBe(3);
    expect(await metricsText()).toContain("scrip_pack_deliveries_due 0\n");
    expect(await deliverDue(never)).toBe(0);
    expect(await vouchersOf(memberId)).toEqual([{ status: "available", n: 24 }]);
    const [row] = await db().select().from(packDues).where(eq(packDues.packId, packId));
    expect(row).toMatchObject({ nextCycle: 5, nextDueAt: null, tryAt: null });
  });

  it("goes on through a pause, of it and of its coupon, and brings nothing twice once both go on (I-16)", async () => {
    const schedule = { type: "recurring" as const, every: { unit: "day" as const }, cycles: 9 };
    const packId = await makePack(merchantId, packForm([couponId], { contents: { schedule } }));
    const memberId = await newMember();
    const gift = giftInputSchema.parse({ phone: await phoneOf(memberId) });
    await giftPack(testScope(merchantId), { requestId: packRequest(), packId, gift });
    const pauses = async (change: "pause" | "resume") => {
      await changePackState(testScope(merchantId), { requestId: packRequest(), packId, change });
      const at = change === "pause" ? sql`now()` : sql`null`;
      await db().execute(sql`update coupon set paused_at = ${at} where id = ${couponId}`);
    };
    await pauses("pause");
    await missDays(packId, 3);
    expect(await deliverDue(never)).toBe(3);
    await pauses("resume");
    expect(await deliverDue(never)).toBe(0);
    await missDays(packId, 1);
    expect(await deliverDue(never)).toBe(1);
    expect(await vouchersOf(memberId)).toEqual([{ status: "available", n: 10 }]);
  });
});

it("is moved on where a release of before, still at work, writes its columns of the purchase", async () => {
  const schedule = { type: "recurring" as const, every: { unit: "day" as const }, cycles: 4 };
  const packId = await makePack(merchantId, packForm([couponId], { contents: { schedule } }));
  const gift = giftInputSchema.parse({ phone: await phoneOf(await newMember()) });
  await giftPack(testScope(merchantId), { requestId: packRequest(), packId, gift });
  const state = async () => {
    const [row] = await db().select().from(packDues).where(eq(packDues.packId, packId));
    return row;
  };
  const before = await state();
  await inTransaction(async (tx) => {
    const asBefore = sql`update pack_purchase set next_cycle = 3, next_due_at = now(), try_at = now(), waits_for = 'cpn_x'
      where pack_id = ${packId}`;
    await tx.execute(asBefore);
    const [row] = await tx.select().from(packDues).where(eq(packDues.packId, packId));
    expect(row).toMatchObject({ nextCycle: 3, waitsFor: "cpn_x" });
    // What was delivered meanwhile stays delivered, whatever the release of before believes.
    await tx.execute(sql`update pack_due set next_cycle = 4, waits_for = null where pack_id = ${packId}`);
    await tx.execute(asBefore);
    const [still] = await tx.select().from(packDues).where(eq(packDues.packId, packId));
    expect(still).toMatchObject({ nextCycle: 4, waitsFor: null });
    await tx.execute(sql`update pack_due set next_cycle = ${before?.nextCycle ?? 0}, next_due_at = ${before?.nextDueAt?.toISOString() ?? null},
      try_at = ${before?.tryAt?.toISOString() ?? null} where pack_id = ${packId}`);
  });
  expect(await state()).toEqual(before);
});

it("leaves every invariant whole", async () => {
  expect(await inTransaction(brokenInvariants)).toEqual({});
});
