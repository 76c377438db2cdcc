import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { activities } from "@/db/schema/activities";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeStore,
  memberScope,
  testScope,
} from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { changeActivityState } from "@/lib/activities/change-activity-state";
import { claimPrizes } from "@/lib/activities/claim-prizes";
import { activityHistory, getActivity, listActivities } from "@/lib/activities/queries/activities";
import { listParticipants } from "@/lib/activities/queries/participants";
import { listPools, listPrizeCoupons, prizeFigures, readPasswords } from "@/lib/activities/queries/prizes";
import { activityStatus } from "@/lib/activities/rules/status";
import type { Scope } from "@/lib/platform/auth/scope";

const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const running = { startsAt: at(-1), endsAt: at(24) };
let scope: Scope;
let here: string;
let there: string;
let couponId: string;
let serial = 0;

const make = (sketch: object = {}, marks: object = {}, prizes = [{ couponId, quantity: 1 }]) =>
  inTransaction((tx) =>
    makeActivity(
      tx,
      scope.merchantId,
      { ...running, passwords: [{ password: "SNOW", inventory: 10, prizes }], ...sketch },
      marks,
    ),
  );
const couponOf = (storeIds: "all" | string[], marks: object = {}, sketch: object = {}) =>
  inTransaction((tx) => makeCoupon(tx, scope.merchantId, { conditions: { storeIds }, ...sketch }, marks));
const win = async (activityId: string, memberId: string) => {
  const result = await claimPrizes(memberScope(scope.merchantId, memberId), {
    activityId,
    password: "snow",
    requestId: `r${++serial}`,
    address: `${serial}`,
  });
  if (!result.ok) throw new Error(result.refusal.code);
};
const inView = (storeId: string) => testScope(scope.merchantId, "group_admin", { storeId });
const names = async (as: Scope, query: Parameters<typeof listActivities>[1] = {}) =>
  (await listActivities(as, query)).rows.map((row) => row.name);

beforeEach(async () => {
  await inTransaction(async (tx) => {
    scope = testScope(await makeMerchant(tx));
    here = await makeStore(tx, scope.merchantId);
    there = await makeStore(tx, scope.merchantId);
    couponId = await makeCoupon(tx, scope.merchantId);
  });
});

describe("the activity list", () => {
  it("tells of every activity the status that the rule tells", async () => {
    const now = new Date();
    for (const marks of [
      {},
      { publishedAt: null },
      { pausedAt: now },
      { archivedAt: now },
      { publishedAt: null, archivedAt: now },
    ]) {
      await make({}, marks);
      await make({ startsAt: at(1), endsAt: at(2) }, marks);
      await make({ startsAt: at(-2), endsAt: at(-1) }, marks);
    }
    const stored = await db().select().from(activities);
    const told = (await listActivities(scope, { size: 100 })).rows;
    expect(told).toHaveLength(15);
    for (const row of told) {
      const facts = stored.find((one) => one.id === row.id);
      expect(facts && activityStatus(facts, now)).toBe(row.status);
    }
    const paused = await listActivities(scope, { statuses: ["paused"] });
    expect(paused.rows.map((row) => row.status)).toEqual(["paused", "paused"]);
    expect(paused.total).toEqual({ count: 2, capped: false });
  });

  it("finds by a part of the name or the code, and takes wildcards as they are typed", async () => {
    await make({ name: "50% tea", code: "TEA-1" });
    await make({ name: "500 teas", code: "CUP_2" });
    expect(await names(scope, { q: "tea" })).toHaveLength(2);
    expect(await names(scope, { q: "cup_2" })).toEqual(["500 teas"]);
    expect(await names(scope, { q: "50%" })).toEqual(["50% tea"]);
    expect(await names(scope, { q: "p_2" })).toEqual(["500 teas"]);
    expect(await names(scope, { q: "A_1" })).toEqual([]);
  });

  it.each(["created", "name", "start"] as const)(
    "ordered by %s shows each once over its pages",
    async (sort) => {
      for (let i = 0; i < 7; i++) {
        await make(
          { name: `Fair ${i % 3}`, startsAt: at(-1 - (i % 2)) },
          { createdAt: new Date(1_700_000_000_000 + (i % 4)) },
        );
      }
      for (const descending of [true, false]) {
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof listActivities>> = await listActivities(scope, {
            sort,
            descending,
            cursor,
            size: 3,
          });
          seen.push(...page.rows.map((row) => row.id));
          cursor = page.nextCursor;
        } while (cursor);
        expect(seen).toHaveLength(7);
        expect(new Set(seen).size).toBe(7);
      }
    },
  );

  it("begins anew with a cursor that somebody made up", async () => {
    await make({ name: "Only" });
    expect(await names(scope, { cursor: "bm9uc2Vuc2U" })).toEqual(["Only"]);
    const forged = Buffer.from(JSON.stringify(["not a time", "act_x"])).toString("base64url");
    expect(await names(scope, { cursor: forged })).toEqual(["Only"]);
  });

  it("shows in a store view what has a prize that is good in the store", async () => {
    await make({ name: "Everywhere" });
    await make({ name: "Here" }, {}, [{ couponId: await couponOf([here]), quantity: 1 }]);
    await make({ name: "There" }, {}, [{ couponId: await couponOf([there]), quantity: 1 }]);
    expect((await names(inView(here))).sort()).toEqual(["Everywhere", "Here"]);
    const manager = testScope(scope.merchantId, "store_manager", { storeIds: [there] });
    expect((await names(manager)).sort()).toEqual(["Everywhere", "There"]);
    expect(await names(testScope(scope.merchantId, "store_manager", { storeIds: [] }))).toEqual([
      "Everywhere",
    ]);
  });
});

describe("one activity", () => {
  it("counts participants once, participations each time, and its coupons issued and used", async () => {
    const tea = await inTransaction((tx) => makeCoupon(tx, scope.merchantId));
    const activity = await make({}, {}, [
      { couponId, quantity: 2 },
      { couponId: tea, quantity: 1 },
    ]);
    const [ann, bob] = await inTransaction(async (tx) => [
      await makeMember(tx, scope.merchantId),
      await makeMember(tx, scope.merchantId),
    ]);
    await win(activity.id, ann ?? "");
    await win(activity.id, ann ?? "");
    await win(activity.id, bob ?? "");
    const detail = await getActivity(scope, activity.id);
    expect(detail).toMatchObject({ participants: 2, participations: 3, total: null, views: 0 });
    const [pool] = await listPools(scope, activity.id);
    expect(pool).toMatchObject({ inventory: 10, issued: 3 });
    expect(pool?.prizes.map((prize) => [prize.coupon.id, prize.quantity])).toEqual([
      [couponId, 2],
      [tea, 1],
    ]);
    const figures = await prizeFigures(scope, activity.id);
    expect(figures.issued).toEqual({ count: 9, capped: false });
    expect(figures.byCoupon.find((row) => row.couponId === couponId)).toMatchObject({ issued: 6, used: 0 });
    const [row] = (await listActivities(scope)).rows;
    expect(row).toMatchObject({ participants: 2, inventory: 10, issued: 3 });
  });

  it("tells its passwords as they were typed", async () => {
    const prizes = [{ couponId, quantity: 1 }];
    const activity = await make({ passwords: [{ password: " Snow Flake ", inventory: 1, prizes }] });
    expect([...(await readPasswords(scope, activity.id)).values()]).toEqual([" Snow Flake "]);
  });

  it("keeps what staff did to it, and nothing that members did", async () => {
    const activity = await make();
    const memberId = await inTransaction((tx) => makeMember(tx, scope.merchantId));
    await win(activity.id, memberId);
    await changeActivityState(scope, {
      requestId: freshRequestId(),
      activityId: activity.id,
      change: "pause",
    });
    const entries = await activityHistory(scope, activity.id);
    expect(entries.map((entry) => entry.action)).toEqual(["activity.pause"]);
  });

  it("and all that hangs on it is nothing to another merchant", async () => {
    const activity = await make();
    const memberId = await inTransaction((tx) => makeMember(tx, scope.merchantId));
    await win(activity.id, memberId);
    await changeActivityState(scope, {
      requestId: freshRequestId(),
      activityId: activity.id,
      change: "pause",
    });
    const stranger = testScope(await inTransaction((tx) => makeMerchant(tx)));
    expect(await getActivity(stranger, activity.id)).toBeNull();
    expect(await listPools(stranger, activity.id)).toEqual([]);
    expect((await readPasswords(stranger, activity.id)).size).toBe(0);
    expect((await prizeFigures(stranger, activity.id)).byCoupon).toEqual([]);
    expect((await listParticipants(stranger, activity.id)).rows).toEqual([]);
    expect(await activityHistory(stranger, activity.id)).toEqual([]);
    expect((await listActivities(stranger)).rows).toEqual([]);
    expect((await listPrizeCoupons(stranger)).rows).toEqual([]);
  });

  it("is nothing to a store in which none of its prizes is good", async () => {
    const activity = await make({}, {}, [{ couponId: await couponOf([there]), quantity: 1 }]);
    expect(await getActivity(inView(here), activity.id)).toBeNull();
    expect((await readPasswords(inView(here), activity.id)).size).toBe(0);
    expect(await getActivity(inView(there), activity.id)).not.toBeNull();
  });
});

describe("a store manager", () => {
  it("may steer and read the passwords of what gives coupons of their own stores only", async () => {
    const own = await make({ name: "Own" }, {}, [{ couponId: await couponOf([here]), quantity: 1 }]);
    const shared = await make({ name: "Shared" }, {}, [
      { couponId: await couponOf([here, there]), quantity: 1 },
    ]);
    const everywhere = await make({ name: "Everywhere" });
    const manager = testScope(scope.merchantId, "store_manager", { storeIds: [here], storeId: here });
    const rows = (await listActivities(manager)).rows;
    expect(rows.map((row) => [row.name, row.steerable]).sort()).toEqual([
      ["Everywhere", false],
      ["Own", true],
      ["Shared", false],
    ]);
    expect((await getActivity(manager, shared.id))?.steerable).toBe(false);
    expect((await readPasswords(manager, own.id)).size).toBe(1);
    expect((await readPasswords(manager, shared.id)).size).toBe(0);
    expect((await readPasswords(manager, everywhere.id)).size).toBe(0);
    expect((await getActivity(scope, everywhere.id))?.steerable).toBe(true);
  });
});

describe("the participants", () => {
  it("are each told once by their last win, last winner first, over all pages", async () => {
    const activity = await make();
    const people: string[] = [];
    for (let i = 0; i < 5; i++) {
      people.push(await inTransaction((tx) => makeMember(tx, scope.merchantId)));
      await win(activity.id, people[i] ?? "");
    }
    await win(activity.id, people[0] ?? "");
    const first = await listParticipants(scope, activity.id, { size: 3 });
    const second = await listParticipants(scope, activity.id, { size: 3, cursor: first.nextCursor });
    const order = [...first.rows, ...second.rows].map((row) => row.memberId);
    expect(order).toEqual([people[0], people[4], people[3], people[2], people[1]]);
    expect(first.rows[0]?.times).toBe(2);
    expect(first.total).toEqual({ count: 5, capped: false });
    expect(second.nextCursor).toBeNull();
  });

  it("are found by a whole phone, name or nickname only, with phones masked for everybody", async () => {
    const activity = await make();
    const memberId = await inTransaction((tx) =>
      makeMember(tx, scope.merchantId, { phone: "+85261234567", name: "Ann Lee", nickname: "Annie" }),
    );
    await win(activity.id, memberId);
    const found = async (q: string, phone: string | null = null) =>
      (await listParticipants(scope, activity.id, { q, phone })).rows.length;
    expect(await found("ann lee")).toBe(1);
    expect(await found("ANNIE")).toBe(1);
    expect(await found("6123 4567", "+85261234567")).toBe(1);
    expect(await found("Ann")).toBe(0);
    for (const reader of [scope, testScope(scope.merchantId, "marketer")]) {
      const [masked] = (await listParticipants(reader, activity.id)).rows;
      expect(masked?.phone).toBe("+852 •••• 4567");
    }
  });

  it("of a store view are the store's own members", async () => {
    const activity = await make();
    const [mine, theirs] = await inTransaction(async (tx) => [
      await makeMember(tx, scope.merchantId, { homeStoreId: here }),
      await makeMember(tx, scope.merchantId, { homeStoreId: there }),
    ]);
    await win(activity.id, mine ?? "");
    await win(activity.id, theirs ?? "");
    const rows = (await listParticipants(inView(here), activity.id)).rows;
    expect(rows.map((row) => row.memberId)).toEqual([mine]);
  });
});

describe("the coupons a prize is chosen from", () => {
  it("are those not ended and not archived, newest first, found by part of the name or the whole number", async () => {
    await couponOf("all", { archivedAt: new Date() }, { name: "Archived" });
    await couponOf("all", { endedAt: new Date() }, { name: "Ended" });
    await couponOf(
      "all",
      {},
      {
        name: "Past",
        validity: { type: "fixed", from: at(-48), until: at(-24) },
      },
    );
    const tea = await couponOf("all", {}, { name: "Tea cup" });
    await db().execute(sql`update coupon set number = 'CPN-7' where id = ${tea}`);
    const all = (await listPrizeCoupons(scope)).rows.map((row) => row.id);
    expect(all).toEqual([tea, couponId]);
    expect((await listPrizeCoupons(scope, { q: "a cu" })).rows.map((row) => row.id)).toEqual([tea]);
    expect((await listPrizeCoupons(scope, { q: "CPN-7" })).rows.map((row) => row.id)).toEqual([tea]);
    expect((await listPrizeCoupons(scope, { limit: 1 })).more).toBe(true);
  });

  it("are for a store manager those of no other store", async () => {
    const own = await couponOf([here]);
    await couponOf([here, there]);
    const manager = testScope(scope.merchantId, "store_manager", { storeIds: [here], storeId: here });
    expect((await listPrizeCoupons(manager)).rows.map((row) => row.id)).toEqual([own]);
  });
});
