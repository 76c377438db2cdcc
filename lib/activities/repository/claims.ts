import { and, eq, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import {
  activityQuotas,
  activityStock,
  activityViews,
  participations,
  poolQuotas,
  prizePools,
} from "@/db/schema/activities";
import { vouchers } from "@/db/schema/vouchers";
import type { PoolRow } from "@/lib/activities/repository/activities";
import type { ParticipationCounts } from "@/lib/activities/rules/claim";
import { AppError } from "@/lib/kernel/app-error";
import { newId, shardOf } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** Puts one member's tries at one activity in a row until the transaction ends, also where no row exists yet. */
export async function lockTries(tx: Tx, activityId: string, memberId: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`tries:${activityId}:${memberId}`}, 0))`,
  );
}

/** The pool of an activity that this password opens, unlocked; null = none. */
export async function findPool(
  tx: Tx,
  scope: Scope,
  activityId: string,
  passwordHash: string,
): Promise<string | null> {
  const [row] = await tx
    .select({ id: prizePools.id })
    .from(prizePools)
    .where(
      and(
        eq(prizePools.merchantId, scope.merchantId),
        eq(prizePools.activityId, activityId),
        eq(prizePools.passwordHash, passwordHash),
      ),
    );
  return row?.id ?? null;
}

/** Locks a pool until the transaction ends. Null = it was removed meanwhile. */
export async function lockPool(tx: Tx, scope: Scope, poolId: string): Promise<PoolRow | null> {
  const [row] = await tx
    .select()
    .from(prizePools)
    .where(and(eq(prizePools.merchantId, scope.merchantId), eq(prizePools.id, poolId)))
    .for("update");
  return row ?? null;
}

/** The counter row of an activity that a member's success counts on. */
const counterOf = (scope: Scope, activityId: string, memberId: string) =>
  and(
    eq(activityStock.merchantId, scope.merchantId),
    eq(activityStock.activityId, activityId),
    or(
      and(eq(activityStock.shard, 0), sql`${activityStock.total} is not null`),
      and(eq(activityStock.shard, shardOf(memberId)), sql`${activityStock.total} is null`),
    ),
  );

/**
 * Locks the activity's counter that this member falls on: all successes of one member in one activity are put in a
 * row by it, whichever password they used. Asked again when the row changed its shape while it was waited for (an
 * edit that sets or lifts the total): a statement that waited does not see rows made meanwhile.
 */
export async function lockCounter(tx: Tx, scope: Scope, activityId: string, memberId: string) {
  for (let attempt = 0; attempt < 3; attempt++) {
    const [row] = await tx
      .select({ total: activityStock.total, participations: activityStock.participations })
      .from(activityStock)
      .where(counterOf(scope, activityId, memberId))
      .for("update");
    if (row) return row;
  }
  throw new AppError("busy");
}

/** What this member did so far in the activity and with this pool. Ask it after `lockCounter`. */
export async function loadCounts(
  tx: Tx,
  scope: Scope,
  activityId: string,
  poolId: string,
  memberId: string,
): Promise<ParticipationCounts> {
  const [quota] = await tx
    .select()
    .from(activityQuotas)
    .where(
      and(
        eq(activityQuotas.merchantId, scope.merchantId),
        eq(activityQuotas.memberId, memberId),
        eq(activityQuotas.activityId, activityId),
      ),
    );
  const [pool] = await tx
    .select({ wins: poolQuotas.wins })
    .from(poolQuotas)
    .where(
      and(
        eq(poolQuotas.merchantId, scope.merchantId),
        eq(poolQuotas.memberId, memberId),
        eq(poolQuotas.poolId, poolId),
      ),
    );
  return {
    total: quota?.participations ?? 0,
    day: quota?.day ?? null,
    today: quota?.participationsToday ?? 0,
    wins: pool?.wins ?? 0,
  };
}

/** The participation that answered this request before, with what it gave; null = none. Ask it after a lock. */
export async function findParticipation(tx: Tx, scope: Scope, memberId: string, requestId: string) {
  const [row] = await tx
    .select({ id: participations.id, activityId: participations.activityId, poolId: participations.poolId })
    .from(participations)
    .where(
      and(
        eq(participations.merchantId, scope.merchantId),
        eq(participations.memberId, memberId),
        eq(participations.requestId, requestId),
      ),
    );
  return row ?? null;
}

/** The vouchers a participation gave, with the names they were issued under. */
export async function loadWon(tx: Tx, scope: Scope, participationId: string) {
  const rows = await tx.execute<{ id: string; coupon_id: string; name: string }>(sql`
    select v.id, v.coupon_id, t.name
    from ${vouchers} v
    join coupon_terms t on (t.merchant_id, t.coupon_id, t.version) = (v.merchant_id, v.coupon_id, v.terms_version)
    where v.merchant_id = ${scope.merchantId} and v.source_id = ${participationId}
    order by v.id`);
  return rows.map((row) => ({ id: row.id, couponId: row.coupon_id, name: row.name }));
}

export type Win = {
  readonly activityId: string;
  readonly poolId: string;
  readonly memberId: string;
  readonly requestId: string;
  readonly at: Instant;
  /** The local day of `at` in the activity's zone. */
  readonly day: string;
  /** Limits repeated in the writes; null = none. */
  readonly perMember: number | null;
  readonly perMemberPerDay: number | null;
  readonly perPassword: number | null;
};

function exactlyOne(rows: readonly unknown[], what: string): void {
  if (rows.length !== 1) throw new Error(`${what} changed under its lock`);
}

async function countOnPool(tx: Tx, scope: Scope, win: Win): Promise<void> {
  const drawn = await tx
    .update(prizePools)
    .set({ issued: sql`${prizePools.issued} + 1` })
    .where(
      and(
        eq(prizePools.merchantId, scope.merchantId),
        eq(prizePools.id, win.poolId),
        sql`${prizePools.issued} < ${prizePools.inventory}`,
      ),
    )
    .returning({ id: prizePools.id });
  exactlyOne(drawn, "prize pool");
  const counted = await tx
    .insert(poolQuotas)
    .values({ merchantId: scope.merchantId, memberId: win.memberId, poolId: win.poolId, wins: 1 })
    .onConflictDoUpdate({
      target: [poolQuotas.merchantId, poolQuotas.memberId, poolQuotas.poolId],
      set: { wins: sql`${poolQuotas.wins} + 1` },
      setWhere: win.perPassword === null ? undefined : sql`${poolQuotas.wins} < ${win.perPassword}`,
    })
    .returning({ wins: poolQuotas.wins });
  exactlyOne(counted, "pool quota");
}

async function countOnMember(tx: Tx, scope: Scope, win: Win): Promise<boolean> {
  const today = sql`case when ${activityQuotas.day} = ${win.day}::date then ${activityQuotas.participationsToday} else 0 end`;
  const counted = await tx
    .insert(activityQuotas)
    .values({
      merchantId: scope.merchantId,
      memberId: win.memberId,
      activityId: win.activityId,
      participations: 1,
      day: win.day,
      participationsToday: 1,
    })
    .onConflictDoUpdate({
      target: [activityQuotas.merchantId, activityQuotas.memberId, activityQuotas.activityId],
      set: {
        participations: sql`${activityQuotas.participations} + 1`,
        participationsToday: sql`${today} + 1`,
        day: win.day,
      },
      setWhere: and(
        win.perMember === null ? undefined : sql`${activityQuotas.participations} < ${win.perMember}`,
        win.perMemberPerDay === null ? undefined : sql`${today} < ${win.perMemberPerDay}`,
      ),
    })
    .returning({ participations: activityQuotas.participations });
  exactlyOne(counted, "activity quota");
  return counted[0]?.participations === 1;
}

/**
 * Stores a success and counts it on the pool, the member and the activity. Every statement repeats its limit and its
 * row count is asserted: a limit holds even where a lock was forgotten, by a throw that rolls everything back.
 */
export async function insertWin(tx: Tx, scope: Scope, win: Win): Promise<string> {
  await countOnPool(tx, scope, win);
  const first = await countOnMember(tx, scope, win);
  const counted = await tx
    .update(activityStock)
    .set({
      participations: sql`${activityStock.participations} + 1`,
      participants: sql`${activityStock.participants} + ${first ? 1 : 0}`,
    })
    .where(
      and(
        counterOf(scope, win.activityId, win.memberId),
        sql`(${activityStock.total} is null or ${activityStock.participations} < ${activityStock.total})`,
      ),
    )
    .returning({ shard: activityStock.shard });
  exactlyOne(counted, "activity counter");
  const id = newId("prt");
  const { activityId, poolId, memberId, requestId, at, day } = win;
  await tx
    .insert(participations)
    .values({ merchantId: scope.merchantId, id, activityId, poolId, memberId, requestId, at, day });
  return id;
}

/** Adds views to an activity's local day; a statement for a whole batch. */
export async function addViews(
  tx: Tx,
  batch: readonly { merchantId: string; activityId: string; day: string; views: number }[],
): Promise<void> {
  if (batch.length === 0) return;
  await tx
    .insert(activityViews)
    .values([...batch])
    .onConflictDoUpdate({
      target: [activityViews.merchantId, activityViews.activityId, activityViews.day],
      set: { views: sql`${activityViews.views} + excluded.views` },
    });
}
