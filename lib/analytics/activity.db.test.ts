import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { linkConversions } from "@/db/schema/links";
import { orders, orderVouchers } from "@/db/schema/orders";
import { makeMember, makeMerchant, makeProduct, makeStore, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makeOrder } from "@/db/seed/orders";
import { makeParticipation } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { countView, flushViews } from "@/lib/activities/count-view";
import { rollUpJob, salesKeeper } from "@/lib/analytics/jobs";
import { activityFigures } from "@/lib/analytics/queries/activity";
import { keepOrdersWith } from "@/lib/analytics/repository/activity-days";
import { rollUpNextActivityDay } from "@/lib/analytics/roll-up-activities";
import { addDays, localDate, startOfDay } from "@/lib/kernel/time";
import { createLink } from "@/lib/links/create-link";
import { linkInputSchema } from "@/lib/links/schema";
import { systemScope } from "@/lib/platform/auth/scope";
import { deliverOutbox } from "@/lib/platform/deliver-outbox";
import { announce } from "@/lib/platform/outbox";

const ZONE = "Asia/Hong_Kong";
const today = () => localDate(new Date(), ZONE);
const noon = (days: number) => new Date(startOfDay(addDays(today(), -days), ZONE).getTime() + 12 * 3_600_000);
const range = () => ({ from: addDays(today(), -6), to: today() });

type World = Awaited<ReturnType<typeof makeWorld>>;
let world: World;

async function makeWorld() {
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const storeId = await makeStore(tx, merchantId);
    const productId = await makeProduct(tx, merchantId);
    const couponId = await makeCoupon(tx, merchantId, { name: "Tea" });
    const window = { startsAt: noon(20).toISOString(), endsAt: noon(-5).toISOString() };
    const passwords = [{ password: "word", inventory: 99, prizes: [{ couponId, quantity: 2 }] }];
    const [first, second] = [
      await makeActivity(tx, merchantId, { ...window, passwords }),
      await makeActivity(tx, merchantId, { ...window, passwords }),
    ];
    const [ann, ben] = [await makeMember(tx, merchantId), await makeMember(tx, merchantId)];
    const win = async (memberId: string, days: number, activity = first) => {
      const poolId = activity.poolIds[0] ?? "";
      const at = days === 0 ? new Date(Date.now() - 1000) : noon(days);
      const won = await makeParticipation(tx, merchantId, { activityId: activity.id, poolId, memberId, at });
      return won.id;
    };
    const wins = [await win(ann, 3), await win(ann, 2), await win(ben, 2), await win(ben, 0)];
    await win(ann, 2, second);
    return { merchantId, storeId, productId, couponId, first, second, ann, ben, wins };
  });
}

const figures = async (activityId = world.first.id, scope = testScope(world.merchantId)) => {
  const found = await activityFigures(scope, { activityId, ...range() });
  if (!found) throw new Error("not seen");
  return found;
};
const sum = (days: readonly Record<string, unknown>[], key: string) =>
  days.reduce((all, day) => all + Number(day[key]), 0);
const vouchersOf = async (participationId: string | undefined) =>
  await db().execute<{ id: string; version: number }>(sql`
    select id, terms_version as version from voucher
    where merchant_id = ${world.merchantId} and source_id = ${participationId ?? ""} order by id`);
const deliver = async () => {
  while ((await deliverOutbox([], undefined, [salesKeeper])).more);
};

/** An order that was paid with a coupon of this win, told of as it is. */
async function payWith(participationId: string | undefined, paidAt: Date, currency = "HKD") {
  const [voucher] = await vouchersOf(participationId);
  if (!voucher) throw new Error("no coupon");
  const { merchantId, storeId, productId, ann, couponId } = world;
  return await inTransaction(async (tx) => {
    const orderId = await makeOrder(tx, merchantId, {
      storeId,
      productId,
      memberId: ann,
      paidAt,
      currency,
      offMinor: 100,
    });
    await tx.insert(orderVouchers).values({
      ...{ merchantId, orderId, voucherId: voucher.id, couponId, termsVersion: voucher.version, position: 0 },
      ...{ discountMinor: 100, deliveryDiscountMinor: 0, lines: [], state: "used", at: paidAt },
    });
    await announce(tx, testScope(merchantId), [{ type: "order.paid", subjectId: orderId, payload: {} }]);
    return orderId;
  });
}

beforeAll(async () => {
  world = await makeWorld();
});

describe("what came of an activity", () => {
  it("is counted by day: who took part for the first time, what they won, and nothing of another activity", async () => {
    const { days } = await figures();
    expect(days.map((day) => [day.day, day.participants, day.issued])).toEqual(
      [0, 0, 0, [1, 2], [1, 4], 0, [0, 2]].map((day, i) => [
        addDays(today(), i - 6),
        ...(day === 0 ? [0, 0] : (day as number[])),
      ]),
    );
    const other = await figures(world.second.id);
    expect([sum(other.days, "participants"), sum(other.days, "issued")]).toEqual([1, 2]);
  });

  it("is the same before days are added up, while some are, and when all are", async () => {
    const scope = systemScope(world.merchantId, "test");
    const before = await figures();
    expect(await rollUpNextActivityDay(scope)).toBe(addDays(today(), -3));
    expect(await figures()).toEqual(before);
    await rollUpJob.run({}, new AbortController().signal);
    expect(await figures()).toEqual(before);
    const [kept] = await db().execute<{ count: number }>(
      sql`select count(*)::int as count from activity_day where merchant_id = ${world.merchantId}`,
    );
    expect(kept?.count).toBeGreaterThan(2);
  });

  it("has views and visitors, each browser once a day, wherever its looks were counted", async () => {
    const look = { merchantId: world.merchantId, activityId: world.first.id, timeZone: ZONE };
    const see = (address: string, requestId: string) =>
      countView(look, { requestId, address, userAgent: "Mozilla/5.0 (iPhone)" });
    for (const n of [1, 2, 3]) see("203.0.113.1", `req_${n}`);
    await flushViews();
    see("203.0.113.1", "req_4");
    see("203.0.113.2", "req_5");
    await flushViews();
    const { days } = await figures();
    expect(days.at(-1)).toMatchObject({ views: 5, visitors: 2 });
    const [row] = await db().execute<{ seen: string }>(
      sql`select seen from activity_view where merchant_id = ${world.merchantId}`,
    );
    expect(row?.seen).toMatch(/^[0-9a-z]{8}$/);
  });

  it("has the orders that were paid with its coupons, in the merchant's currency, and each once however often it is told", async () => {
    await payWith(world.wins[0], noon(1));
    await payWith(world.wins[1], noon(1), "USD");
    await deliver();
    await rollUpAgain();
    const { days, currency } = await figures();
    expect(currency).toBe("HKD");
    expect(days.at(-2)).toMatchObject({ orders: 1, salesMinor: 6000 });
    expect([sum(days, "orders"), sum(days, "salesMinor")]).toEqual([1, 6000]);
  });

  it("loses what was refunded since, on the day it was paid, whatever comes to be told later", async () => {
    const orderId = await payWith(world.wins[2], noon(2));
    await deliver();
    const refund = async (status: "partly_refunded" | "refunded", refundedMinor: number) => {
      await inTransaction(async (tx) => {
        await tx.update(orders).set({ status, refundedMinor }).where(eq(orders.id, orderId));
        const told = { type: `order.${status}`, subjectId: orderId, payload: {} } as const;
        await announce(tx, testScope(world.merchantId), [told, told]);
      });
      await deliver();
      const day = (await figures()).days.at(-3);
      return [day?.orders, day?.salesMinor];
    };
    expect(await refund("partly_refunded", 1000)).toEqual([1, 5000]);
    await rollUpAgain();
    expect(await refund("refunded", 6000)).toEqual([0, 0]);
  });

  it("and who kept the order as it was before its refund, and writes after it, changes nothing", async () => {
    const orderId = await payWith((await winOf(world.ben))?.id, noon(2));
    await deliver();
    const pairs = [{ merchantId: world.merchantId, id: orderId }];
    const sold = async () => {
      const [row] = await db().execute<{ orders: number; sales: number }>(sql`
        select orders::int, sales_minor::int as sales from activity_order where order_id = ${orderId}`);
      return [row?.orders, row?.sales];
    };
    expect(await sold()).toEqual([1, 6000]);
    const refunded = Promise.withResolvers<void>();
    const refund = inTransaction(async (tx) => {
      await tx.update(orders).set({ status: "refunded", refundedMinor: 6000 }).where(eq(orders.id, orderId));
      await keepOrdersWith(tx, pairs);
      refunded.resolve();
      await new Promise((resolve) => setTimeout(resolve, 400));
    });
    await refunded.promise;
    // It reads the order as it was before the refund is there, and waits for the row that the refund holds.
    const late = inTransaction((tx) => keepOrdersWith(tx, pairs));
    await Promise.all([refund, late]);
    expect(await sold()).toEqual([0, 0]);
  });

  it("is of the channel whose link brought them, and of none where none did", async () => {
    const target = { type: "activity" as const, id: world.first.id };
    const link = linkInputSchema.parse({ target, channel: "print" });
    const made = await createLink(testScope(world.merchantId), { requestId: crypto.randomUUID(), link });
    if (!made.ok) throw new Error(made.refusal.code);
    const { merchantId, ann } = world;
    const owe = { merchantId, linkId: made.value.id, memberId: ann, isOwn: true, at: noon(3) };
    for (const { id } of await vouchersOf(world.wins[0]))
      await inTransaction((tx) =>
        tx
          .insert(linkConversions)
          .values({ ...owe, kind: "claim", subjectId: id, day: addDays(today(), -3) }),
      );
    const orderId = await payWith(world.wins[3], noon(1));
    await inTransaction((tx) =>
      tx
        .insert(linkConversions)
        .values({ ...owe, kind: "order", subjectId: orderId, day: addDays(today(), -1) }),
    );
    await deliver();
    await rollUpAgain();
    const { days, channels } = await figures();
    expect(channels.map(({ channel }) => channel)).toEqual(["print", ""]);
    expect(channels[0]).toMatchObject({ participants: 1, issued: 2, orders: 1, salesMinor: 6000 });
    for (const key of ["participants", "issued", "used", "orders", "salesMinor"] as const)
      expect(sum(channels, key), key).toBe(sum(days, key));
  });

  it("is nobody else's to see", async () => {
    const other = await inTransaction((tx) => makeMerchant(tx));
    expect(await activityFigures(testScope(other), { activityId: world.first.id, ...range() })).toBeNull();
  });
});

/** A win of this member's that nothing was bought with yet. */
async function winOf(memberId: string) {
  const poolId = world.first.poolIds[0] ?? "";
  const win = { activityId: world.first.id, poolId, memberId, at: noon(2) };
  return await inTransaction((tx) => makeParticipation(tx, world.merchantId, win));
}

async function rollUpAgain() {
  await db().execute(sql`delete from activity_rollup where merchant_id = ${world.merchantId}`);
  while (await rollUpNextActivityDay(systemScope(world.merchantId, "test")));
}
