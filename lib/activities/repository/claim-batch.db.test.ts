import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { claimsDb, db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import {
  ask,
  decideOn,
  type How,
  inHours,
  NOTHING,
  newCoupon,
  newMembers,
  newMerchant,
  one,
  onePool,
  overlapping,
  type Pool,
  poolsWith,
  poolWith,
  prepared,
  run,
  wonIn,
  words,
  writtenAt,
  ZONE,
} from "@/db/testing-claims";
import { tryLimits } from "@/lib/activities/count-try";
import { lockTries } from "@/lib/activities/repository/claims";
import type { ClaimPlan } from "@/lib/activities/rules/plan";
import { voucherWindow } from "@/lib/coupons/rules/window";

/** The two ways of `claim_from_pool`, which give one result: who came ahead and could not asks again the other way. */
const WAYS = [
  { way: "stock first", ahead: false },
  { way: "stock last", ahead: true },
];

describe.each(WAYS)("claims, $way,", ({ ahead }) => {
  const claim = (pool: Pool, memberId: string, more: How = {}) =>
    ask(pool, [prepared(pool, memberId)], { ahead, ...more });

  it("of two processes at once never win more than a pool holds (I-1)", async () => {
    const pool = await onePool({ inventory: 1 });
    const [a = "", b = ""] = await newMembers(pool.merchantId, 2);
    const { hasWaited, settled } = await overlapping(
      (tx) => run(tx, pool, [prepared(pool, a)], { ahead }),
      () => claim(pool, b),
    );
    expect(hasWaited).toBe(true);
    expect(settled).toMatchObject({ value: [{ outcome: "supply", shortage: "sold_out" }] });
    expect(await wonIn(pool)).toBe(1);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("of two processes at once never win more than an activity's total over its pools", async () => {
    const merchantId = await newMerchant();
    const prizes = [[{ couponId: await newCoupon(merchantId), quantity: 1 }]];
    const limits = { perMember: null, perMemberPerDay: null, total: 1 };
    const [first, second] = await poolsWith(merchantId, [...prizes, ...prizes], { limits });
    const [a = "", b = ""] = await newMembers(merchantId, 2);
    if (!first || !second) throw new Error("no pools were made");
    const { settled } = await overlapping(
      (tx) => run(tx, first, [prepared(first, a)], { ahead }),
      () => claim(second, b),
    );
    expect(settled).toMatchObject({ value: [{ outcome: "supply", shortage: "sold_out" }] });
    expect(await wonIn(first)).toBe(1);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("of two processes at once never issue more of a coupon than there is over two activities (I-1)", async () => {
    const merchantId = await newMerchant();
    const couponId = await newCoupon(merchantId, { distribution: { quantity: 3 } });
    const first = await poolWith(merchantId, [{ couponId, quantity: 2 }]);
    const second = await poolWith(merchantId, [{ couponId, quantity: 2 }]);
    const [a = "", b = ""] = await newMembers(merchantId, 2);
    const { settled } = await overlapping(
      (tx) => run(tx, first, [prepared(first, a)], { ahead }),
      () => claim(second, b),
    );
    expect(settled).toMatchObject({ value: [{ outcome: "supply", shortage: couponId }] });
    expect(await one(sql`select count(*) as n from voucher where coupon_id = ${couponId}`)).toBe(2);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("of one member in two groups at once are decided one after another: the later is asked again", async () => {
    const pool = await onePool({ limits: { perMember: 1, perMemberPerDay: null, total: null } });
    const [a = "", b = ""] = await newMembers(pool.merchantId, 2);
    const twin = prepared(pool, a);
    const { settled } = await overlapping(
      (tx) => run(tx, pool, [prepared(pool, a)], { ahead }),
      () => run(claimsDb(), pool, [twin, prepared(pool, b)], { ahead }),
    );
    expect(settled).toMatchObject({ value: [{ outcome: "again" }, { outcome: "won" }] });
    expect(words(await run(claimsDb(), pool, [twin], { ahead, wait: true }))).toEqual(["limit"]);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("of members who come again and again are counted as often as they won, by pool and by day (I-12)", async () => {
    const merchantId = await newMerchant();
    const prizes = [{ couponId: await newCoupon(merchantId), quantity: 1 }];
    const [pool, other] = await poolsWith(merchantId, [prizes, prizes]);
    const [a = "", b = "", c = "", d = ""] = (await newMembers(merchantId, 4)).sort();
    if (!pool || !other) throw new Error("no pools were made");
    const group = (on: Pool, ...people: string[]) =>
      ask(
        on,
        people.map((memberId) => prepared(on, memberId)),
        { ahead },
      );
    await group(pool, a, b);
    await group(other, c, b, a);
    await db().execute(sql`update activity_quota set day = day - 1 where member_id = ${b}`);
    const last = await group(pool, d, b, a);
    expect(last.map(({ total, today, wins }) => [total, today, wins])).toEqual([
      [0, 0, 0],
      [2, 0, 1],
      [2, 2, 1],
    ]);
    const quotas =
      await db().execute(sql`select member_id as "memberId", participations, participations_today as today,
      wins from activity_quota where merchant_id = ${merchantId} order by member_id`);
    const wins = (first: number, second: number) => ({
      ...(first ? { [pool.poolId]: first } : {}),
      ...(second ? { [other.poolId]: second } : {}),
    });
    expect([...quotas]).toEqual([
      { memberId: a, participations: 3, today: 3, wins: wins(2, 1) },
      { memberId: b, participations: 3, today: 1, wins: wins(2, 1) },
      { memberId: c, participations: 1, today: 1, wins: wins(0, 1) },
      { memberId: d, participations: 1, today: 1, wins: wins(1, 0) },
    ]);
    const people = sql`select sum(participants) as n from activity_stock where merchant_id = ${merchantId}`;
    expect(await one(people)).toBe(4);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it.each([
    { of: "its pool", inventory: 10, total: null, quantity: null, left: 7 },
    { of: "the activity's total", inventory: 10, total: 5, quantity: null, left: 2 },
    { of: "a coupon, in whole wins", inventory: 10, total: null, quantity: 9, left: 1 },
  ])("tell how many more can be won at least: by $of", async ({ inventory, total, quantity, left }) => {
    const merchantId = await newMerchant();
    const couponId = await newCoupon(merchantId, { distribution: { quantity } });
    const limits = { perMember: null, perMemberPerDay: null, total };
    const pool = await poolWith(merchantId, [{ couponId, quantity: 2 }], { inventory, limits });
    const group = (await newMembers(merchantId, 3)).map((memberId) => prepared(pool, memberId));
    expect(await decideOn(claimsDb(), pool, group, { ahead })).toMatchObject({ remaining: left });
  });

  it("are not written over what another transaction changed of a member's counts without a lock (I-2)", async () => {
    const pool = await onePool({ limits: { perMember: 3, perMemberPerDay: null, total: null } });
    const [memberId = ""] = await newMembers(pool.merchantId, 1);
    expect(words(await claim(pool, memberId))).toEqual(["won"]);
    const { hasWaited, settled } = await overlapping(
      (tx) => tx.execute(sql`update activity_quota set participations = 3 where member_id = ${memberId}`),
      () => claim(pool, memberId),
    );
    expect({ hasWaited, status: settled.status }).toEqual({ hasWaited: true, status: "rejected" });
    expect(await wonIn(pool)).toBe(1);
    await db().execute(sql`update activity_quota set participations = 1 where member_id = ${memberId}`);
  });

  describe("a group of claims", () => {
    it("is served in the order they came", async () => {
      const pool = await onePool({ inventory: 2 });
      const people = await newMembers(pool.merchantId, 4);
      const group = people.toReversed().map((memberId) => prepared(pool, memberId));
      expect(words(await ask(pool, group, { ahead }))).toEqual(["won", "won", "supply", "supply"]);
      expect(await brokenInvariants(db())).toEqual({});
    });

    it("gives each winner their own vouchers, and tells who did it and when (I-26)", async () => {
      const merchantId = await newMerchant();
      const [one = "", two = ""] = [await newCoupon(merchantId), await newCoupon(merchantId)];
      const prizes = [
        { couponId: one, quantity: 1 },
        { couponId: two, quantity: 2 },
      ];
      const pool = await poolWith(merchantId, prizes);
      const [a = "", b = "", c = ""] = await newMembers(merchantId, 3);
      const group = [
        prepared(pool, a),
        prepared(pool, b, { actor: { type: "api_key", id: "key_b" } }),
        prepared(pool, c),
      ];
      expect(words(await ask(pool, group, { ahead }))).toEqual(["won", "won", "won"]);
      const stored = await db().execute<Record<string, unknown>>(sql`
        select v.id, v.member_id, v.coupon_id, v.source_id, v.code, v.issued_by from voucher v
        where v.merchant_id = ${merchantId} order by v.id`);
      const wanted = group.flatMap(({ memberId, participationId, vouchers, actor }) =>
        vouchers.map(({ id, couponId, code }) => ({
          id,
          member_id: memberId,
          coupon_id: couponId,
          source_id: participationId,
          code,
          issued_by: actor.id,
        })),
      );
      expect([...stored]).toEqual(wanted.sort((x, y) => (x.id < y.id ? -1 : 1)));
      const audit = await db().execute(sql`
        select p.id, p.trace, x.action, x.object_id, x.at = p.at as "same",
          (select string_agg(distinct v.issued_by_type, ',') from voucher v where v.source_id = p.id) as by
        from participation p join audit_entry x on (x.merchant_id, x.id) = (p.merchant_id, p.audit_id)
        where p.merchant_id = ${merchantId} order by p.id`);
      expect([...audit]).toEqual(
        group
          .map(({ actor, trace, participationId }) => ({
            id: participationId,
            trace,
            action: "activity.participate",
            object_id: pool.poolId,
            same: true,
            by: actor.type,
          }))
          .sort((x, y) => (x.id < y.id ? -1 : 1)),
      );
    });

    it("gives each voucher the window that its plan says (C12)", async () => {
      const merchantId = await newMerchant();
      const validities = [
        { type: "fixed", from: inHours(24), until: inHours(72) },
        { type: "days_after_claim", startAfterDays: 0, days: 7 },
        { type: "days_after_claim", startAfterDays: 2, days: 7 },
        { type: "hours_after_claim", hours: 5 },
        { type: "permanent" },
      ] as const;
      const couponIds: string[] = [];
      for (const validity of validities) couponIds.push(await newCoupon(merchantId, { validity }));
      const pool = await poolWith(
        merchantId,
        couponIds.map((couponId) => ({ couponId, quantity: 1 })),
      );
      const [memberId = ""] = await newMembers(merchantId, 1);
      const [won] = await claim(pool, memberId);
      const now = won?.at ?? new Date(0);
      for (const [i, validity] of validities.entries()) {
        const [stored] = await db().execute<{ from: number; until: number | null }>(sql`
          select (extract(epoch from valid_from) * 1000)::float8 as "from",
            (extract(epoch from valid_until) * 1000)::float8 as "until"
          from voucher where coupon_id = ${couponIds[i]}`);
        const wanted = voucherWindow(validity, now, ZONE);
        expect(stored, validity.type).toEqual({
          from: wanted?.from.getTime(),
          until: wanted?.until?.getTime() ?? null,
        });
      }
    });

    it("that would give fewer vouchers than its prizes is rolled back as a whole", async () => {
      const pool = await onePool();
      const [a = "", b = ""] = await newMembers(pool.merchantId, 2);
      const group = [prepared(pool, a), prepared(pool, b, { vouchers: [] })];
      await expect(ask(pool, group, { ahead })).rejects.toThrow();
      expect(await wonIn(pool)).toBe(0);
      expect(await brokenInvariants(db())).toEqual({});
    });

    it("is not written over what another transaction counted meanwhile without a lock (I-2)", async () => {
      const pool = await onePool({ limits: { perMember: 1, perMemberPerDay: null, total: null } });
      const [memberId = ""] = await newMembers(pool.merchantId, 1);
      const { hasWaited, settled } = await overlapping(
        (tx) =>
          tx.execute(sql`insert into activity_quota
            (merchant_id, member_id, activity_id, participations, day, participations_today, wins)
            values (${pool.merchantId}, ${memberId}, ${pool.activityId}, 1, '2020-01-01', 1, '{}')`),
        () => claim(pool, memberId),
      );
      expect({ hasWaited, status: settled.status }).toEqual({ hasWaited: true, status: "rejected" });
      expect(await wonIn(pool)).toBe(0);
      expect(await one(sql`select count(*) as n from voucher where member_id = ${memberId}`)).toBe(0);
      await db().execute(sql`delete from activity_quota where member_id = ${memberId}`);
    });

    it("does not give a coupon that cannot be given now, and names it", async () => {
      const pool = await onePool();
      const [memberId = ""] = await newMembers(pool.merchantId, 1);
      const items = pool.plan.items.map((item) => ({ ...item, available: false }));
      const answer = await claim(pool, memberId, { plan: { ...pool.plan, items } });
      expect(answer).toMatchObject([{ outcome: "supply", shortage: items[0]?.couponId }]);
      expect(await writtenAt(pool.merchantId)).toEqual(NOTHING);
    });

    it("names the first of its prizes when several give out together, however their ids are ordered", async () => {
      const merchantId = await newMerchant();
      const older = await newCoupon(merchantId, { distribution: { quantity: 1 } });
      const newer = await newCoupon(merchantId, { distribution: { quantity: 1 } });
      const [a = "", b = ""] = await newMembers(merchantId, 2);
      const prizes = [newer, older].map((couponId) => ({ couponId, quantity: 1 }));
      const pool = await poolWith(merchantId, prizes);
      expect(words(await claim(pool, a))).toEqual(["won"]);
      expect(await claim(pool, b)).toMatchObject([{ outcome: "supply", shortage: newer }]);
    });

    it("that was answered before, whatever has changed since, gets the same answer (I-14)", async () => {
      const pool = await onePool({ limits: { perMember: 1, perMemberPerDay: null, total: null } });
      const [memberId = ""] = await newMembers(pool.merchantId, 1);
      const first = prepared(pool, memberId);
      expect(words(await ask(pool, [first], { ahead }))).toEqual(["won"]);
      await db().execute(sql`update member set blocked_at = now() where id = ${memberId}`);
      const again = prepared(pool, memberId, { requestId: first.requestId });
      expect(await ask(pool, [again], { ahead })).toMatchObject([
        { outcome: "earlier", participationId: first.participationId, poolId: pool.poolId },
      ]);
      expect(await wonIn(pool)).toBe(1);
    });
  });

  describe("a plan that is not true any more is stale, and nothing is written by it:", () => {
    const isStale = async (pool: Pool, change: (plan: ClaimPlan) => ClaimPlan) => {
      const [memberId = ""] = await newMembers(pool.merchantId, 1);
      const plan = change(pool.plan);
      expect(words(await claim(pool, memberId, { plan }))).toEqual(["stale"]);
      expect(await writtenAt(pool.merchantId)).toEqual(NOTHING);
    };

    it("another revision of the activity, of the merchant, or of a coupon (I-9)", async () => {
      const pool = await onePool();
      await isStale(pool, (plan) => ({ ...plan, revision: plan.revision + 1 }));
      await isStale(pool, (plan) => ({ ...plan, merchantRevision: plan.merchantRevision + 1 }));
      await isStale(pool, (plan) => ({
        ...plan,
        items: plan.items.map((item) => ({ ...item, revision: item.revision + 1 })),
      }));
    });

    it("another password", async () => {
      await isStale(await onePool(), (plan) => ({ ...plan, passwordHash: "another" }));
    });

    it("an activity or a coupon that became limited or not meanwhile", async () => {
      const pool = await onePool();
      await isStale(pool, (plan) => ({ ...plan, limited: true }));
      await isStale(pool, (plan) => ({
        ...plan,
        items: plan.items.map((item) => ({ ...item, limited: true })),
      }));
    });

    it("an instant outside of its period, at either end", async () => {
      const pool = await onePool();
      await isStale(pool, (plan) => ({ ...plan, from: inHours(1), until: inHours(2) }));
      await isStale(pool, (plan) => ({ ...plan, until: new Date().toISOString() }));
    });
  });

  describe("a member", () => {
    it("whose tries are looked at elsewhere is asked again, and holds up nobody else", async () => {
      const pool = await onePool();
      const [a = "", b = ""] = await newMembers(pool.merchantId, 2);
      const { hasWaited, settled } = await overlapping(
        (tx) => lockTries(tx, pool.activityId, a),
        () => ask(pool, [prepared(pool, a), prepared(pool, b)], { ahead }),
      );
      expect(hasWaited).toBe(false);
      expect(settled).toMatchObject({ value: [{ outcome: "again" }, { outcome: "won" }] });
    });

    it("who is asked alone waits for the tries of its member", async () => {
      const pool = await onePool();
      const [a = ""] = await newMembers(pool.merchantId, 1);
      const { hasWaited, settled } = await overlapping(
        (tx) => lockTries(tx, pool.activityId, a),
        () => claim(pool, a, { wait: true }),
      );
      expect(hasWaited).toBe(true);
      expect(settled).toMatchObject({ value: [{ outcome: "won" }] });
    });

    it("is stopped by each of the four limits of wrong tries, at the limit and until its end (S-14)", async () => {
      const pool = await onePool();
      for (const at of [0, 1, 2, 3]) {
        const [memberId = ""] = await newMembers(pool.merchantId, 1);
        const rate = tryLimits({ activityId: pool.activityId, memberId, address: memberId })[at];
        const fill = (hits: number, minutes: number) =>
          db().execute(sql`insert into rate_bucket (bucket, hits, resets_at)
            values (${rate?.bucket}, ${hits}, now() + make_interval(mins => ${minutes}))
            on conflict (bucket) do update set hits = excluded.hits, resets_at = excluded.resets_at`);
        await fill(rate?.limit ?? 0, 5);
        const [stopped] = await claim(pool, memberId);
        expect(stopped?.outcome, rate?.bucket).toBe("tries");
        expect((stopped?.until?.getTime() ?? 0) - Date.now()).toBeGreaterThan(4 * 60_000);
        await fill((rate?.limit ?? 0) - 1, 5);
        expect(words(await claim(pool, memberId))).toEqual(["won"]);
        await fill(rate?.limit ?? 0, -1);
        expect(words(await claim(pool, memberId))).toEqual(["won"]);
      }
    });
  });
});
