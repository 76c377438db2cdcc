import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMember, makeMerchant, makeStore, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makeParticipation, makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { rollUpJob } from "@/lib/analytics/jobs";
import { homeDays, topCoupons } from "@/lib/analytics/queries";
import { firstDay } from "@/lib/analytics/queries/first-day";
import { homeSales } from "@/lib/analytics/queries/sales";
import { rollUpNextDay } from "@/lib/analytics/roll-up-days";
import type { DayFigures } from "@/lib/analytics/schema";
import { couponDays } from "@/lib/coupons/queries/days";
import { addDays, localDate, startOfDay } from "@/lib/kernel/time";
import { systemScope } from "@/lib/platform/auth/scope";

const ZONE = "Asia/Hong_Kong";
const today = () => localDate(new Date(), ZONE);
/** A moment in the middle of the day so many days ago, on the merchant's clock. */
const noon = (days: number) => new Date(startOfDay(addDays(today(), -days), ZONE).getTime() + 12 * 3_600_000);
/** The last day that is added up: over for an hour at least, so that it is the one before yesterday just after midnight. */
const lastOver = () => addDays(localDate(new Date(Date.now() - 3_600_000), ZONE), -1);
/** Somewhat after the day has begun, so that it has happened. */
const justNow = () => new Date(Date.now() - 1000);
const range = (last = today(), timeZone = ZONE) => ({
  first: addDays(last, -6),
  last,
  before: addDays(last, -13),
  timeZone,
});

let world: Awaited<ReturnType<typeof makeWorld>>;

async function makeWorld() {
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const [north, south] = [await makeStore(tx, merchantId), await makeStore(tx, merchantId)];
    const member = await makeMember(tx, merchantId, { registeredAt: noon(2), homeStoreId: north });
    await makeMember(tx, merchantId, { registeredAt: noon(40) });
    const everywhere = await makeCoupon(tx, merchantId, { name: "Everywhere" });
    const onlyNorth = await makeCoupon(tx, merchantId, {
      name: "North",
      conditions: { storeIds: [north] },
    });
    const activity = await makeActivity(tx, merchantId, {
      startsAt: noon(20).toISOString(),
      endsAt: noon(-5).toISOString(),
      passwords: [{ password: "word", inventory: 9, prizes: [{ couponId: onlyNorth, quantity: 2 }] }],
    });
    const win = { activityId: activity.id, poolId: activity.poolIds[0] ?? "", memberId: member };
    for (const days of [1, 3, 12]) await makeParticipation(tx, merchantId, { ...win, at: noon(days) });
    const give = { memberId: member, couponId: everywhere };
    await makeVoucher(tx, merchantId, { ...give, at: noon(9), usedAt: noon(1) });
    await makeVoucher(tx, merchantId, { ...give, at: justNow() });
    return { merchantId, north, south, everywhere, onlyNorth, member, win };
  });
}

beforeEach(async () => {
  world = await makeWorld();
});

const sums = (days: readonly DayFigures[]) => ({
  claimed: days.reduce((all, day) => all + day.claimed, 0),
  used: days.reduce((all, day) => all + day.used, 0),
  joined: days.reduce((all, day) => all + day.joined, 0),
});
type More = Parameters<typeof testScope>[2];
async function figures(more: More = {}, merchantId = world.merchantId) {
  const found = await homeDays(testScope(merchantId, "group_admin", more), range());
  const { participants, participantsBefore, days } = found;
  return {
    now: { ...sums(days.slice(7)), participants },
    before: { ...sums(days.slice(0, 7)), participants: participantsBefore },
  };
}
const rollUpAll = async (merchantId = world.merchantId) => {
  const done: string[] = [];
  for (let day = await rollUpNextDay(systemScope(merchantId, "test")); day; ) {
    done.push(day);
    day = await rollUpNextDay(systemScope(merchantId, "test"));
  }
  return done;
};
const rolled = () =>
  db().execute<{ day: string; coupon: string; claimed: string; used: string }>(sql`
    select day::text, coupon_id as coupon, claimed::text, used::text from coupon_day
    where merchant_id = ${world.merchantId} order by day, coupon_id`);

const all = {
  now: { claimed: 5, used: 1, participants: 1, joined: 1 },
  before: { claimed: 3, used: 0, participants: 1, joined: 0 },
};

describe("the figures of Home", () => {
  it("count what happened in a range and in the one before, in the store in view and nowhere else", async () => {
    expect(await figures()).toEqual(all);
    expect(await figures({ storeId: world.north })).toEqual(all);
    const south = {
      now: { claimed: 1, used: 1, participants: 0, joined: 0 },
      before: { claimed: 1, used: 0, participants: 0, joined: 0 },
    };
    expect(await figures({ storeId: world.south })).toEqual(south);
    expect(await figures({ storeIds: [world.south] })).toEqual(south);
    const nothing = { claimed: 0, used: 0, participants: 0, joined: 0 };
    const other = await inTransaction((tx) => makeMerchant(tx));
    expect(await figures({}, other)).toEqual({ now: nothing, before: nothing });
  });

  it("are counted by the hour for the last 24 hours and for those before", async () => {
    const hour = 3_600_000;
    const until = new Date((Math.floor(Date.now() / hour) + 1) * hour);
    const first = new Date(until.getTime() - 24 * hour);
    const { merchantId, couponId } = await inTransaction(async (tx) => {
      const of = await makeMerchant(tx);
      const member = await makeMember(tx, of, { registeredAt: new Date(first.getTime() + 90 * 60_000) });
      const coupon = await makeCoupon(tx, of, { name: "Hours" });
      const give = { memberId: member, couponId: coupon };
      for (const at of [first, new Date(first.getTime() + hour - 1)])
        await makeVoucher(tx, of, { ...give, at });
      const earlier = new Date(first.getTime() - 1);
      await makeVoucher(tx, of, { ...give, at: earlier, usedAt: new Date(first.getTime() + 2 * hour) });
      await makeVoucher(tx, of, { ...give, at: new Date(first.getTime() - 24 * hour - 1) });
      return { merchantId: of, couponId: coupon };
    });
    const scope = testScope(merchantId);
    const asked = { ...range(), hours: { first, until } };
    const { days } = await homeDays(scope, asked);
    expect(days).toHaveLength(48);
    expect(days[24]).toMatchObject({ day: `${first.toISOString().slice(0, 16)}Z`, claimed: 2, used: 0 });
    expect(days[23]).toMatchObject({ claimed: 1 });
    expect([days[25]?.joined, days[26]?.used]).toEqual([1, 1]);
    expect(sums(days)).toEqual({ claimed: 3, used: 1, joined: 1 });
    expect(await topCoupons(scope, asked)).toEqual([{ id: couponId, name: "Hours", claimed: 2, used: 1 }]);
    const both = { from: new Date(first.getTime() - 24 * hour), until };
    const span = { from: today(), to: today(), timeZone: "Asia/Kolkata", hours: both };
    const ofCoupon = await couponDays(scope, { couponId, ...span });
    expect(ofCoupon.map(({ claimed, used }) => [claimed, used])).toEqual(
      days.map(({ claimed, used }) => [claimed, used]),
    );
    expect((await homeSales(scope, asked)).days.map(({ day }) => day)).toEqual(days.map(({ day }) => day));
  });

  it("begin, all of them, on the day of the oldest voucher, or of the merchant where that is older", async () => {
    const scope = testScope(world.merchantId);
    expect(await firstDay(scope, ZONE)).toBe(addDays(today(), -12));
    const couponId = world.everywhere;
    expect(await firstDay(scope, ZONE, { couponId })).toBe(addDays(today(), -9));
    const other = testScope(await inTransaction((tx) => makeMerchant(tx)));
    expect(await firstDay(other, ZONE)).toBe(today());
    expect(await firstDay(other, ZONE, { couponId })).toBeNull();
    const { activityId } = world.win;
    expect(await firstDay(scope, ZONE, { activityId })).toBe(today());
    expect(await firstDay(other, ZONE, { activityId })).toBeNull();
    const first = await firstDay(scope, ZONE);
    const everything = { ...range(), first: first ?? "", before: first ?? "" };
    const { days, participants, participantsBefore } = await homeDays(scope, everything);
    expect({ ...sums(days), participants, participantsBefore }).toMatchObject({
      ...{ claimed: 8, used: 1, joined: 1, participants: 1, participantsBefore: 0 },
    });
  });

  it("are the same before days are added up, while some are, and when all are", async () => {
    const scope = systemScope(world.merchantId, "test");
    expect(await rollUpNextDay(scope)).toBe(addDays(today(), -12));
    expect(await figures()).toEqual(all);
    for (let days = 0; days < 5; days += 1) await rollUpNextDay(scope);
    expect(await figures()).toEqual(all);
    await rollUpAll();
    expect(await figures()).toEqual(all);
    const top = [
      { id: world.onlyNorth, name: "North", claimed: 4, used: 0 },
      { id: world.everywhere, name: "Everywhere", claimed: 1, used: 1 },
    ];
    expect(await topCoupons(testScope(world.merchantId), range())).toEqual(top);
    expect(
      await topCoupons(testScope(world.merchantId, "group_admin", { storeId: world.south }), range()),
    ).toEqual(top.slice(1));
  });

  it("read added-up days, not the vouchers of them: what is not there any more still counts", async () => {
    await rollUpAll();
    await db().execute(
      sql`update coupon_day set claimed = 1000 where merchant_id = ${world.merchantId}
        and day = ${addDays(today(), -3)}::date`,
    );
    expect((await figures()).now.claimed).toBe(1003);
  });

  it("say so where not all that is not added up yet was counted, in a store view of few of them, too", async () => {
    const counted = async (most: number, more: More = {}) =>
      (await homeDays(testScope(world.merchantId, "group_admin", more), { ...range(), most })).isWhole;
    expect(await counted(1000)).toEqual({ claimed: true, used: true });
    expect(await counted(2)).toEqual({ claimed: false, used: true });
    expect(await counted(2, { storeId: world.south })).toEqual({ claimed: false, used: true });
    await rollUpAll();
    expect(await counted(1000)).toEqual({ claimed: true, used: true });
  });
});

describe("the figures of a range that is over", () => {
  it("count that range and the one before, and nothing of later, added up or not", async () => {
    const last = addDays(today(), -2);
    // Somebody else half an hour later, whose ids may as well be of a clock that is behind.
    const at = new Date(startOfDay(addDays(last, 1), ZONE).getTime() + 30 * 60_000);
    await inTransaction(async (tx) => {
      const memberId = await makeMember(tx, world.merchantId, { registeredAt: noon(40) });
      await makeParticipation(tx, world.merchantId, { ...world.win, memberId, at });
    });
    const of = async () => {
      const found = await homeDays(testScope(world.merchantId), range(last));
      const { participants, participantsBefore, days } = found;
      return { ...sums(days.slice(7)), participants, participantsBefore };
    };
    // Of the win yesterday, the use yesterday and the gift of today there is nothing.
    const past = { claimed: 2, used: 0, joined: 1, participants: 1, participantsBefore: 1 };
    expect(await of()).toEqual(past);
    await rollUpAll();
    expect(await of()).toEqual(past);
  });
});

describe("days by the clock of a store elsewhere", () => {
  const HONOLULU = "Pacific/Honolulu";
  /** Five in the afternoon of a day in Honolulu is the next day in Hong Kong. */
  const evening = (day: string) => new Date(startOfDay(day, HONOLULU).getTime() + 17 * 3_600_000);
  const claimedOn = async (timeZone: string, day: string, last: string) => {
    const { days } = await homeDays(testScope(world.merchantId), range(last, timeZone));
    return days.find((one) => one.day === day)?.claimed;
  };

  it("begin and end when they do there, as they stand and added up, and leave the merchant's own alone", async () => {
    const { merchantId, everywhere, member } = world;
    await inTransaction((tx) => makeStore(tx, merchantId, { timeZone: HONOLULU }));
    const day = addDays(localDate(new Date(), HONOLULU), -5);
    const last = addDays(day, 2);
    const before = await claimedOn(ZONE, addDays(day, 1), last);
    await inTransaction((tx) =>
      makeVoucher(tx, merchantId, { memberId: member, couponId: everywhere, at: evening(day) }),
    );
    const there = await claimedOn(HONOLULU, day, last);
    expect(there).toBeGreaterThan(0);
    expect(await claimedOn(ZONE, addDays(day, 1), last)).toBe((before ?? 0) + 1);
    const scope = systemScope(merchantId, "test");
    while (await rollUpNextDay(scope, HONOLULU));
    await rollUpAll();
    expect(await claimedOn(HONOLULU, day, last)).toBe(there);
    expect(await claimedOn(ZONE, addDays(day, 1), last)).toBe((before ?? 0) + 1);
    // Read from there, not counted anew.
    await db().execute(sql`update coupon_clock_day set claimed = claimed + 500
      where merchant_id = ${merchantId} and time_zone = ${HONOLULU} and day = ${day}::date`);
    expect(await claimedOn(HONOLULU, day, last)).toBe((there ?? 0) + 500);
    expect(await claimedOn(ZONE, addDays(day, 1), last)).toBe((before ?? 0) + 1);
  });

  it("are added up by the worker for every clock that an open store of the merchant goes by, and no other", async () => {
    const { merchantId } = world;
    await inTransaction((tx) => makeStore(tx, merchantId, { timeZone: "Europe/Berlin" }));
    await inTransaction((tx) =>
      makeStore(tx, merchantId, { timeZone: "Asia/Tokyo", archivedAt: new Date() }),
    );
    await rollUpJob.run({}, new AbortController().signal);
    const clocks = await db().execute<{ zone: string }>(sql`
      select time_zone as zone from clock_rollup where merchant_id = ${merchantId} order by 1`);
    expect(clocks.map(({ zone }) => zone)).toEqual(["Europe/Berlin"]);
    const [own] = await db().execute<{ through: string }>(sql`
      select through::text from day_rollup where merchant_id = ${merchantId}`);
    expect(own?.through).toBeDefined();
  });
});

describe("adding days up", () => {
  it("does each day that is over once, from the first voucher on, and today never", async () => {
    const days = await rollUpAll();
    expect(days[0]).toBe(addDays(today(), -12));
    expect(days).toHaveLength(new Set(days).size);
    expect(days.at(-1)).toBe(lastOver());
    const rows = [
      [addDays(today(), -12), "2", "0"],
      [addDays(today(), -9), "1", "0"],
      [addDays(today(), -3), "2", "0"],
      ...[
        [world.everywhere, "0", "1"],
        [world.onlyNorth, "2", "0"],
      ]
        .sort()
        .map(([, claimed, used]) => [addDays(today(), -1), claimed, used]),
    ];
    expect((await rolled()).map(({ day, claimed, used }) => [day, claimed, used])).toEqual(
      rows.filter(([day = ""]) => day <= lastOver()),
    );
    expect(await rollUpAll()).toEqual([]);
  });

  it("by two workers at once comes to the same", async () => {
    await Promise.all([rollUpAll(), rollUpAll(), rollUpAll()]);
    const [row] = await db().execute<{ claimed: number; used: number }>(sql`
      select sum(claimed)::int as claimed, sum(used)::int as used from coupon_day where merchant_id = ${world.merchantId}`);
    const yesterday = lastOver() === addDays(today(), -1);
    expect(row).toEqual(yesterday ? { claimed: 7, used: 1 } : { claimed: 5, used: 0 });
  });

  it("goes by the merchant's days, also where a day has 23 or 25 hours", async () => {
    const merchantId = await inTransaction((tx) => makeMerchant(tx, { timeZone: "America/New_York" }));
    await inTransaction(async (tx) => {
      const couponId = await makeCoupon(tx, merchantId);
      const memberId = await makeMember(tx, merchantId);
      // 8 March 2026 begins at 05:00 and ends at 04:00 UTC.
      for (const at of [
        "2026-03-08T04:59:59Z",
        "2026-03-08T05:00:00Z",
        "2026-03-09T03:59:59Z",
        "2026-03-09T04:00:00Z",
      ]) {
        await makeVoucher(tx, merchantId, {
          memberId,
          couponId,
          at: new Date(at),
          timeZone: "America/New_York",
        });
      }
    });
    const scope = systemScope(merchantId, "test");
    for (let days = 0; days < 3; days += 1) await rollUpNextDay(scope);
    const rows = await db().execute<{ day: string; claimed: number }>(sql`
      select day::text, claimed::int from coupon_day where merchant_id = ${merchantId} order by day`);
    expect([...rows]).toEqual([
      { day: "2026-03-07", claimed: 1 },
      { day: "2026-03-08", claimed: 2 },
      { day: "2026-03-09", claimed: 1 },
    ]);
  });
});
