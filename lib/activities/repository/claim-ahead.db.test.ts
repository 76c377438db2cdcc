import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { claimsDb, db, type Reader, type Tx } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import {
  decideOn,
  inHours,
  NOTHING,
  newCoupon,
  newMembers,
  newMerchant,
  one,
  onePool,
  overlapping,
  type Pool,
  poolWith,
  prepared,
  run,
  wonIn,
  words,
  writtenAt,
} from "@/db/testing-claims";
import type { PreparedClaim } from "@/lib/activities/repository/claim-batch";

const ahead = true;
const groupOf = (pool: Pool, people: readonly string[]) => people.map((memberId) => prepared(pool, memberId));
const all = (n: number, outcome: string) => Array<string>(n).fill(outcome);

/** One pool of which the stock, the activity's total or a coupon gives out after so many wins. */
async function scarce(by: "pool" | "total" | "coupon", wins: number): Promise<Pool & { couponId: string }> {
  const merchantId = await newMerchant();
  // One unit more than whole wins: a part of a win is none.
  const quantity = by === "coupon" ? 2 * wins + 1 : null;
  const couponId = await newCoupon(merchantId, { distribution: { quantity } });
  const pool = await poolWith(merchantId, [{ couponId, quantity: 2 }], {
    inventory: by === "pool" ? wins : 1000,
    limits: { perMember: null, perMemberPerDay: null, total: by === "total" ? wins : null },
  });
  return { ...pool, couponId };
}

describe("claims that come ahead of their stock", () => {
  it.each(["pool", "total", "coupon"] as const)(
    "find too little for all (%s): nothing is written or lost, and asked again they get exactly what there is",
    async (by) => {
      const pool = await scarce(by, 3);
      const group = groupOf(pool, await newMembers(pool.merchantId, 5));
      expect(words(await run(claimsDb(), pool, group, { ahead }))).toEqual(all(5, "early"));
      expect(await writtenAt(pool.merchantId)).toEqual(NOTHING);
      const again = await run(claimsDb(), pool, group);
      expect(words(again)).toEqual([...all(3, "won"), ...all(2, "supply")]);
      expect(again.at(-1)?.shortage).toBe(by === "coupon" ? pool.couponId : "sold_out");
      expect(await brokenInvariants(db())).toEqual({});
    },
  );

  it.each(["pool", "total", "coupon"] as const)("get the last of it to the last (%s)", async (by) => {
    const pool = await scarce(by, 3);
    const group = groupOf(pool, await newMembers(pool.merchantId, 3));
    const decided = await decideOn(claimsDb(), pool, group, { ahead });
    expect(decided?.remaining).toBe(0);
    expect(words(decided?.outcomes ?? [])).toEqual(all(3, "won"));
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("take nothing of what cannot be given now, whatever its stock", async () => {
    const pool = await onePool();
    const items = pool.plan.items.map((item) => ({ ...item, available: false }));
    const group = groupOf(pool, await newMembers(pool.merchantId, 1));
    const plan = { ...pool.plan, items };
    expect(words(await run(claimsDb(), pool, group, { ahead, plan }))).toEqual(["early"]);
    expect(await writtenAt(pool.merchantId)).toEqual(NOTHING);
  });

  it("that are all refused draw nothing, and do not know how much is left", async () => {
    const pool = await onePool();
    const [memberId = ""] = await newMembers(pool.merchantId, 1);
    await db().execute(sql`update member set blocked_at = now() where id = ${memberId}`);
    const decided = await decideOn(claimsDb(), pool, groupOf(pool, [memberId]), { ahead });
    expect(decided).toMatchObject({ outcomes: [{ outcome: "blocked" }], remaining: null });
    expect(await writtenAt(pool.merchantId)).toEqual(NOTHING);
  });

  it("win beside others who are refused, and draw for the winners alone", async () => {
    const pool = await onePool({
      inventory: 2,
      limits: { perMember: 1, perMemberPerDay: null, total: null },
    });
    const [a = "", b = "", c = ""] = await newMembers(pool.merchantId, 3);
    await db().execute(sql`update member set blocked_at = now() where id = ${b}`);
    const decided = await decideOn(claimsDb(), pool, groupOf(pool, [a, b, c, "mbr_nobody"]), { ahead });
    expect(words(decided?.outcomes ?? [])).toEqual(["won", "blocked", "won", "no_member"]);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("outside of the plan's period are stale at once: nothing is drawn for them to be told so", async () => {
    const pool = await onePool();
    const group = groupOf(pool, await newMembers(pool.merchantId, 1));
    const plan = { ...pool.plan, until: inHours(-1) };
    expect(words(await run(claimsDb(), pool, group, { ahead, plan }))).toEqual(["stale"]);
    expect(await writtenAt(pool.merchantId)).toEqual(NOTHING);
  });
});

type Change = (tx: Reader, pool: Pool & { couponId: string }) => Promise<unknown>;
type Fact = { fact: string; isLimited?: boolean; change: Change };

/** Facts of a plan, each changed as the product does: with the rows locked that claims draw on. */
const CHANGES: readonly Fact[] = [
  {
    fact: "the activity's revision",
    change: (tx, { activityId, poolId }) =>
      tx.execute(sql`with held as materialized (select from prize_pool where id = ${poolId} for update)
        update activity set revision = revision + 1 where id = ${activityId} and (select count(*) from held) = 1`),
  },
  {
    fact: "a coupon's revision",
    change: (tx, { couponId }) =>
      tx.execute(sql`with held as materialized (select from coupon_stock where coupon_id = ${couponId} for update)
        update coupon set revision = revision + 1 where id = ${couponId} and (select count(*) from held) > 0`),
  },
  {
    fact: "the merchant's revision",
    change: (tx, { merchantId, poolId }) =>
      tx.execute(sql`with held as materialized (select from prize_pool where id = ${poolId} for update)
        update merchant set revision = revision + 1 where id = ${merchantId} and (select count(*) from held) = 1`),
  },
  {
    fact: "the password",
    change: (tx, { poolId }) =>
      tx.execute(sql`update prize_pool set password_hash = 'another' where id = ${poolId}`),
  },
  {
    fact: "the activity's limit, that was none",
    change: async (tx, { activityId }) => {
      await tx.execute(sql`delete from activity_stock where activity_id = ${activityId} and shard > 0`);
      await tx.execute(sql`update activity_stock set total = 1000 where activity_id = ${activityId}`);
    },
  },
  {
    fact: "a coupon's limit, that was none",
    change: async (tx, { couponId }) => {
      await tx.execute(sql`delete from coupon_stock where coupon_id = ${couponId} and shard > 0`);
      await tx.execute(sql`update coupon_stock set quantity = 1000 where coupon_id = ${couponId}`);
    },
  },
  {
    fact: "the activity's limit, that is none any more",
    isLimited: true,
    change: (tx, { activityId }) =>
      tx.execute(sql`update activity_stock set total = null where activity_id = ${activityId}`),
  },
  {
    fact: "a coupon's limit, that is none any more",
    isLimited: true,
    change: (tx, { couponId }) =>
      tx.execute(sql`update coupon_stock set quantity = null where coupon_id = ${couponId}`),
  },
];

const offering = async (isLimited = false): Promise<Pool & { couponId: string }> => {
  const merchantId = await newMerchant();
  const most = isLimited ? 1000 : null;
  const couponId = await newCoupon(merchantId, { distribution: { quantity: most } });
  const limits = { perMember: null, perMemberPerDay: null, total: most };
  return { ...(await poolWith(merchantId, [{ couponId, quantity: 1 }], { limits })), couponId };
};

describe.each(CHANGES)(
  "claims that come ahead when another fact is true than planned: $fact",
  ({ change, isLimited }) => {
    it("are early and write nothing; asked again they are stale", async () => {
      const pool = await offering(isLimited);
      const group = groupOf(pool, await newMembers(pool.merchantId, 2));
      await change(db(), pool);
      expect(words(await run(claimsDb(), pool, group, { ahead }))).toEqual(all(2, "early"));
      expect(words(await run(claimsDb(), pool, group))).toEqual(all(2, "stale"));
      expect(await writtenAt(pool.merchantId)).toEqual(NOTHING);
    });

    it("are early also when it changes while they wait for the stock, everything else written", async () => {
      const pool = await offering(isLimited);
      const group = groupOf(pool, await newMembers(pool.merchantId, 2));
      const { hasWaited, settled } = await overlapping(
        (tx: Tx) => change(tx, pool),
        () => run(claimsDb(), pool, group, { ahead }),
      );
      expect(hasWaited).toBe(true);
      expect(settled).toMatchObject({ value: all(2, "early").map((outcome) => ({ outcome })) });
      expect(await writtenAt(pool.merchantId)).toEqual(NOTHING);
    });
  },
);

describe("groups at work at once", () => {
  // What waits has written its vouchers, or has not yet: whoever writes a table keeps a lock of that kind on it.
  const hasWritten = sql`select count(*) as n from pg_stat_activity a join pg_locks l using (pid)
    where a.datname = current_database() and a.wait_event_type = 'Lock'
      and l.relation = 'voucher'::regclass and l.mode = 'RowExclusiveLock'`;

  it.each([
    { way: "ahead wait for each other only at the stock, when all else is written", ahead: true, written: 1 },
    { way: "with the stock locked first wait before they write anything", ahead: false, written: 0 },
  ])("$way", async ({ ahead, written }) => {
    const pool = await onePool();
    const people = await newMembers(pool.merchantId, 8);
    const { seen, settled } = await overlapping(
      (tx) => run(tx, pool, groupOf(pool, people.slice(0, 4)), { ahead }),
      () => run(claimsDb(), pool, groupOf(pool, people.slice(4)), { ahead }),
      () => one(hasWritten),
    );
    expect(seen).toBe(written);
    expect(settled).toMatchObject({ value: all(4, "won").map((outcome) => ({ outcome })) });
    expect(await wonIn(pool)).toBe(8);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it.each(["pool", "total", "coupon"] as const)(
    "ahead never give more than there is (%s): who comes second finds what the first left",
    async (by) => {
      const pool = await scarce(by, 10);
      const people = await newMembers(pool.merchantId, 12);
      const second = groupOf(pool, people.slice(6));
      const { hasWaited, settled } = await overlapping(
        (tx) => run(tx, pool, groupOf(pool, people.slice(0, 6)), { ahead }),
        () => run(claimsDb(), pool, second, { ahead }),
      );
      expect(hasWaited).toBe(true);
      expect(settled).toMatchObject({ value: all(6, "early").map((outcome) => ({ outcome })) });
      expect(words(await run(claimsDb(), pool, second))).toEqual([...all(4, "won"), ...all(2, "supply")]);
      expect(await brokenInvariants(db())).toEqual({});
    },
  );

  it.each(["pool", "total", "coupon"] as const)(
    "of two processes that pass from plenty to sold out (%s) win exactly what there is",
    async (by) => {
      const [stock, perGroup, each] = [120, 16, 6];
      const pool = await scarce(by, stock);
      const people = await newMembers(pool.merchantId, 2 * each * perGroup);
      const outcomes: string[] = [];

      // As gather-claims.ts does: two groups at once, ahead for as long as this process believes in plenty.
      const process = async (reader: Reader, groups: PreparedClaim[][]) => {
        let left = Number.POSITIVE_INFINITY;
        const decide = async (group: readonly PreparedClaim[]): Promise<void> => {
          const decided = await decideOn(reader, pool, group, { ahead: left >= 2 * perGroup });
          if (!decided) {
            left = 0;
            return await decide(group);
          }
          left = decided.remaining ?? left;
          outcomes.push(...words(decided.outcomes));
        };
        const lane = async () => {
          for (let group = groups.shift(); group; group = groups.shift()) await decide(group);
        };
        await Promise.all([lane(), lane()]);
      };
      const groups = Array.from({ length: 2 * each }, (_, at) =>
        groupOf(pool, people.slice(at * perGroup, (at + 1) * perGroup)),
      );
      await Promise.all([process(claimsDb(), groups.slice(0, each)), process(db(), groups.slice(each))]);
      expect(outcomes.filter((outcome) => outcome === "won")).toHaveLength(stock);
      expect(outcomes.filter((outcome) => outcome === "supply")).toHaveLength(people.length - stock);
      expect(await wonIn(pool)).toBe(stock);
      expect(await brokenInvariants(db())).toEqual({});
    },
  );
});
