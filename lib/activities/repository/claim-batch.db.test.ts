import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { claimsDb, db, type Reader, type Tx } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { makeMember, makeMerchant, testScope } from "@/db/seed/factories";
import { type ActivitySketch, type CouponSketch, makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { TRY_LIMITS, tryAddress, tryLimits, tryNames } from "@/lib/activities/count-try";
import { toldOfAll, winToTell } from "@/lib/activities/events";
import { claimBatch, type PreparedClaim, staleOutcome } from "@/lib/activities/repository/claim-batch";
import { loadClaimFacts, lockTries } from "@/lib/activities/repository/claims";
import { type ClaimPlan, planClaims } from "@/lib/activities/rules/plan";
import { voucherWindow } from "@/lib/coupons/rules/window";
import { newCode, newId } from "@/lib/kernel/id";

const HOUR = 3_600_000;
const ZONE = "Asia/Hong_Kong";
const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
let serial = 0;

type Prize = { couponId: string; quantity: number };
type Pool = { merchantId: string; activityId: string; poolId: string; plan: ClaimPlan };

const planOf = async (merchantId: string, activityId: string, poolId: string): Promise<Pool> => {
  const facts = await loadClaimFacts(db(), testScope(merchantId), activityId);
  const plan = facts && planClaims(facts, poolId);
  if (!plan) throw new Error("the activity does not run");
  return { merchantId, activityId, poolId, plan };
};

const merchant = () => inTransaction((tx) => makeMerchant(tx));
const coupon = (merchantId: string, sketch: CouponSketch = {}) =>
  inTransaction((tx) =>
    makeCoupon(tx, merchantId, {
      ...sketch,
      distribution: { methods: ["targeted"], ...sketch.distribution },
    }),
  );
const members = (merchantId: string, n: number) =>
  inTransaction((tx) => Promise.all(Array.from({ length: n }, () => makeMember(tx, merchantId))));

/** An activity's pools, one for each list of prizes. */
async function poolsWith(
  merchantId: string,
  prizes: readonly Prize[][],
  more: Partial<Omit<ActivitySketch, "passwords">> & { inventory?: number } = {},
): Promise<Pool[]> {
  const { inventory = 50, ...rest } = more;
  const passwords = prizes.map((list, i) => ({ password: `WORD${i}`, inventory, prizes: list }));
  const { id, poolIds } = await inTransaction((tx) =>
    makeActivity(tx, merchantId, { startsAt: at(-1), endsAt: at(48), timeZone: ZONE, passwords, ...rest }),
  );
  return await Promise.all(poolIds.map((poolId) => planOf(merchantId, id, poolId)));
}

/** One pool of one unlimited coupon. */
async function onePool(more: Parameters<typeof poolsWith>[2] = {}): Promise<Pool> {
  const merchantId = await merchant();
  const couponId = await coupon(merchantId);
  const [pool] = await poolsWith(merchantId, [[{ couponId, quantity: 1 }]], more);
  if (!pool) throw new Error("no pool was made");
  return pool;
}

const bucketsOf = ({ activityId }: Pool, memberId: string) =>
  tryLimits({ activityId, memberId, address: memberId });

function prepared(pool: Pool, memberId: string, more: Partial<PreparedClaim> = {}): PreparedClaim {
  const participationId = newId("prt");
  const vouchers = pool.plan.items.flatMap(({ couponId, quantity }) =>
    Array.from({ length: quantity }, () => ({ id: newId("vch"), code: newCode(), couponId })),
  );
  return {
    memberId,
    requestId: `request-${++serial}`,
    trace: `trace-${serial}`,
    actor: { type: "member", id: memberId },
    participationId,
    vouchers,
    told: winToTell({ participationId, memberId, vouchers }),
    address: tryAddress(memberId),
    ...more,
  };
}

type How = { wait?: boolean; ahead?: boolean; plan?: ClaimPlan };

/** What became of the claims; of those that came ahead and could not, `early`. */
const run = async (reader: Reader, pool: Pool, claims: readonly PreparedClaim[], how: How = {}) => {
  const { wait = false, ahead = false, plan = pool.plan } = how;
  const told = toldOfAll(pool.activityId, pool.poolId, plan);
  const tries = { names: tryNames(pool.activityId), limits: TRY_LIMITS };
  const decided = await claimBatch(reader, { ...pool, plan, told, tries, wait, ahead }, claims);
  return decided ? [...decided.outcomes] : claims.map(() => ({ ...staleOutcome, outcome: "early" as const }));
};
const claim = (pool: Pool, memberId: string, more: How = {}) =>
  run(claimsDb(), pool, [prepared(pool, memberId)], more);
const words = (outcomes: readonly { outcome: string }[]) => outcomes.map(({ outcome }) => outcome);
const one = async (query: ReturnType<typeof sql>) => Number((await db().execute<{ n: string }>(query))[0]?.n);
const wonIn = ({ activityId }: Pool) =>
  one(sql`select count(*) as n from participation where activity_id = ${activityId}`);

/** Whether something in this database waits for a lock before `work` is done. */
async function waitsForLock(work: Promise<unknown>): Promise<boolean> {
  let isDone = false;
  const settle = () => {
    isDone = true;
  };
  work.then(settle, settle);
  const waiting = sql`select count(*) as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  while (!isDone) if ((await one(waiting)) > 0) return true;
  return false;
}

/**
 * What two processes may do at once: `first` in a transaction that stays open until `second` waits for it or is done.
 * Tells whether it waited, and what became of it.
 */
async function overlapping<T>(first: (tx: Tx) => Promise<unknown>, second: () => Promise<T>) {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const running = inTransaction(async (tx) => {
    await first(tx);
    begun.resolve();
    await end.promise;
  });
  running.catch(begun.reject);
  await begun.promise;
  const work = second();
  const hasWaited = await waitsForLock(work);
  end.resolve();
  await running;
  const [settled] = await Promise.allSettled([work]);
  return { hasWaited, settled };
}

describe("claims of two processes at once", () => {
  it("never win more than a pool holds (I-1)", async () => {
    const pool = await onePool({ inventory: 1 });
    const [a = "", b = ""] = await members(pool.merchantId, 2);
    const { settled } = await overlapping(
      (tx) => run(tx, pool, [prepared(pool, a)]),
      () => claim(pool, b),
    );
    expect(settled).toMatchObject({ value: [{ outcome: "supply", shortage: "sold_out" }] });
    expect(await wonIn(pool)).toBe(1);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("never win more than an activity's total over its pools", async () => {
    const merchantId = await merchant();
    const prizes = [[{ couponId: await coupon(merchantId), quantity: 1 }]];
    const limits = { perMember: null, perMemberPerDay: null, total: 1 };
    const [first, second] = await poolsWith(merchantId, [...prizes, ...prizes], { limits });
    const [a = "", b = ""] = await members(merchantId, 2);
    if (!first || !second) throw new Error("no pools were made");
    const { settled } = await overlapping(
      (tx) => run(tx, first, [prepared(first, a)]),
      () => claim(second, b),
    );
    expect(settled).toMatchObject({ value: [{ outcome: "supply", shortage: "sold_out" }] });
    expect(await wonIn(first)).toBe(1);
  });

  it("never issue more of a coupon than there is over two activities (I-1)", async () => {
    const merchantId = await merchant();
    const couponId = await coupon(merchantId, { distribution: { quantity: 3 } });
    const [first] = await poolsWith(merchantId, [[{ couponId, quantity: 2 }]]);
    const [second] = await poolsWith(merchantId, [[{ couponId, quantity: 2 }]]);
    const [a = "", b = ""] = await members(merchantId, 2);
    if (!first || !second) throw new Error("no pools were made");
    const { settled } = await overlapping(
      (tx) => run(tx, first, [prepared(first, a)]),
      () => claim(second, b),
    );
    expect(settled).toMatchObject({ value: [{ outcome: "supply", shortage: couponId }] });
    expect(await one(sql`select count(*) as n from voucher where coupon_id = ${couponId}`)).toBe(2);
  });
});

describe("a group of claims", () => {
  it("is served in the order they came", async () => {
    const pool = await onePool({ inventory: 2 });
    const people = await members(pool.merchantId, 4);
    const group = people.toReversed().map((memberId) => prepared(pool, memberId));
    expect(words(await run(claimsDb(), pool, group))).toEqual(["won", "won", "supply", "supply"]);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("gives each winner their own vouchers, and tells who did it and when (I-26)", async () => {
    const merchantId = await merchant();
    const [one = "", two = ""] = [await coupon(merchantId), await coupon(merchantId)];
    const prizes = [
      { couponId: one, quantity: 1 },
      { couponId: two, quantity: 2 },
    ];
    const [pool] = await poolsWith(merchantId, [prizes]);
    if (!pool) throw new Error("no pool was made");
    const [a = "", b = "", c = ""] = await members(merchantId, 3);
    const group = [
      prepared(pool, a),
      prepared(pool, b, { actor: { type: "api_key", id: "key_b" } }),
      prepared(pool, c),
    ];
    expect(words(await run(claimsDb(), pool, group))).toEqual(["won", "won", "won"]);
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
          object_id: pool?.poolId,
          same: true,
          by: actor.type,
        }))
        .sort((x, y) => (x.id < y.id ? -1 : 1)),
    );
  });

  it("gives each voucher the window that its plan says (C12)", async () => {
    const merchantId = await merchant();
    const validities = [
      { type: "fixed", from: at(24), until: at(72) },
      { type: "days_after_claim", startAfterDays: 0, days: 7 },
      { type: "days_after_claim", startAfterDays: 2, days: 7 },
      { type: "hours_after_claim", hours: 5 },
      { type: "permanent" },
    ] as const;
    const couponIds: string[] = [];
    for (const validity of validities) couponIds.push(await coupon(merchantId, { validity }));
    const [pool] = await poolsWith(merchantId, [couponIds.map((couponId) => ({ couponId, quantity: 1 }))]);
    const [memberId = ""] = await members(merchantId, 1);
    if (!pool) throw new Error("no pool was made");
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
    const [a = "", b = ""] = await members(pool.merchantId, 2);
    const group = [prepared(pool, a), prepared(pool, b, { vouchers: [] })];
    await expect(run(claimsDb(), pool, group)).rejects.toThrow();
    expect(await wonIn(pool)).toBe(0);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("is not written over what another transaction counted meanwhile without a lock (I-2)", async () => {
    const pool = await onePool({ limits: { perMember: 1, perMemberPerDay: null, total: null } });
    const [memberId = ""] = await members(pool.merchantId, 1);
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
  });

  it("does not give a coupon that cannot be given now, and names it", async () => {
    const pool = await onePool();
    const [memberId = ""] = await members(pool.merchantId, 1);
    const items = pool.plan.items.map((item) => ({ ...item, available: false }));
    const answer = await claim(pool, memberId, { plan: { ...pool.plan, items } });
    expect(answer).toMatchObject([{ outcome: "supply", shortage: items[0]?.couponId }]);
    expect(await wonIn(pool)).toBe(0);
  });

  it("names the first of its prizes when several give out together, however their ids are ordered", async () => {
    const merchantId = await merchant();
    const older = await coupon(merchantId, { distribution: { quantity: 1 } });
    const newer = await coupon(merchantId, { distribution: { quantity: 1 } });
    const [a = "", b = ""] = await members(merchantId, 2);
    const prizes = [newer, older].map((couponId) => ({ couponId, quantity: 1 }));
    const [pool] = await poolsWith(merchantId, [prizes]);
    if (!pool) throw new Error("no pool was made");
    expect(words(await claim(pool, a))).toEqual(["won"]);
    expect(await claim(pool, b)).toMatchObject([{ outcome: "supply", shortage: newer }]);
  });

  it("that was answered before, whatever has changed since, gets the same answer (I-14)", async () => {
    const pool = await onePool({ limits: { perMember: 1, perMemberPerDay: null, total: null } });
    const [memberId = ""] = await members(pool.merchantId, 1);
    const first = prepared(pool, memberId);
    expect(words(await run(claimsDb(), pool, [first]))).toEqual(["won"]);
    await db().execute(sql`update member set blocked_at = now() where id = ${memberId}`);
    const again = prepared(pool, memberId, { requestId: first.requestId });
    expect(await run(claimsDb(), pool, [again])).toMatchObject([
      { outcome: "earlier", participationId: first.participationId, poolId: pool.poolId },
    ]);
    expect(await wonIn(pool)).toBe(1);
  });
});

describe("a plan that is not true any more is stale, and nothing is written by it:", () => {
  const isStale = async (pool: Pool, change: (plan: ClaimPlan) => ClaimPlan) => {
    const [memberId = ""] = await members(pool.merchantId, 1);
    const plan = change(pool.plan);
    expect(words(await claim(pool, memberId, { plan }))).toEqual(["stale"]);
    expect(await wonIn(pool)).toBe(0);
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
    await isStale(pool, (plan) => ({ ...plan, from: at(1), until: at(2) }));
    await isStale(pool, (plan) => ({ ...plan, until: new Date().toISOString() }));
  });
});

describe("a member", () => {
  it("whose tries are looked at elsewhere is asked again, and holds up nobody else", async () => {
    const pool = await onePool();
    const [a = "", b = ""] = await members(pool.merchantId, 2);
    const { hasWaited, settled } = await overlapping(
      (tx) => lockTries(tx, pool.activityId, a),
      () => run(claimsDb(), pool, [prepared(pool, a), prepared(pool, b)]),
    );
    expect(hasWaited).toBe(false);
    expect(settled).toMatchObject({ value: [{ outcome: "again" }, { outcome: "won" }] });
  });

  it("who is asked alone waits for the tries of its member", async () => {
    const pool = await onePool();
    const [a = ""] = await members(pool.merchantId, 1);
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
      const [memberId = ""] = await members(pool.merchantId, 1);
      const rate = bucketsOf(pool, memberId)[at];
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
