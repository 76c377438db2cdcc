import { and, asc, eq, or, sql } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import {
  activities,
  activityQuotas,
  activityStock,
  activityViews,
  participations,
  prizePools,
  prizes,
} from "@/db/schema/activities";
import { couponStock, coupons, couponTerms } from "@/db/schema/coupons";
import { merchants } from "@/db/schema/merchants";
import { vouchers } from "@/db/schema/vouchers";
import type { ParticipationCounts } from "@/lib/activities/rules/claim";
import type { ClaimFacts, PrizeFacts } from "@/lib/activities/rules/plan";
import { mergedSketch, type Sketch, seenBy, sketchOf, sketchText } from "@/lib/kernel/sketch";
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

/**
 * What claims of an activity are decided by, apart from counters; null = not this merchant's. The activity is read
 * before its pools and prizes: when an edit commits in between, the revision is the older one, and a claim that is
 * planned from it is found out under the locks.
 */
export async function loadClaimFacts(
  reader: Reader,
  scope: Scope,
  activityId: string,
): Promise<ClaimFacts | null> {
  const [row] = await reader
    .select({
      activity: activities,
      limited: sql<boolean>`${activityStock.total} is not null`,
      merchantRevision: merchants.revision,
      zone: merchants.timeZone,
      ms: sql<string>`floor(extract(epoch from clock_timestamp()) * 1000)::text`,
    })
    .from(activities)
    .innerJoin(merchants, eq(merchants.id, activities.merchantId))
    .innerJoin(
      activityStock,
      and(
        eq(activityStock.merchantId, activities.merchantId),
        eq(activityStock.activityId, activities.id),
        eq(activityStock.shard, 0),
      ),
    )
    .where(and(eq(activities.merchantId, scope.merchantId), eq(activities.id, activityId)));
  if (!row) return null;
  const { activity, limited } = row;
  const pools = await reader
    .select({ id: prizePools.id, passwordHash: prizePools.passwordHash })
    .from(prizePools)
    .where(and(eq(prizePools.merchantId, scope.merchantId), eq(prizePools.activityId, activityId)))
    .orderBy(asc(prizePools.position));
  return {
    activity: { ...activity, perPassword: activity.rules.perMember, limited },
    merchant: { revision: row.merchantRevision, zone: row.zone },
    pools,
    prizes: await loadPrizeFacts(reader, scope, activityId),
    now: new Date(Number(row.ms)),
  };
}

async function loadPrizeFacts(reader: Reader, scope: Scope, activityId: string): Promise<PrizeFacts[]> {
  const rows = await reader
    .select({
      prize: prizes,
      coupon: coupons,
      validity: couponTerms.validity,
      quantity: couponStock.quantity,
      issued: couponStock.issued,
    })
    .from(prizes)
    .innerJoin(
      prizePools,
      and(eq(prizePools.merchantId, prizes.merchantId), eq(prizePools.id, prizes.poolId)),
    )
    .innerJoin(coupons, and(eq(coupons.merchantId, prizes.merchantId), eq(coupons.id, prizes.couponId)))
    .innerJoin(
      couponTerms,
      and(
        eq(couponTerms.merchantId, coupons.merchantId),
        eq(couponTerms.couponId, coupons.id),
        eq(couponTerms.version, coupons.termsVersion),
      ),
    )
    .innerJoin(
      couponStock,
      and(
        eq(couponStock.merchantId, coupons.merchantId),
        eq(couponStock.couponId, coupons.id),
        eq(couponStock.shard, 0),
      ),
    )
    .where(and(eq(prizes.merchantId, scope.merchantId), eq(prizePools.activityId, activityId)))
    .orderBy(asc(prizes.position));
  return rows.map(({ prize, coupon, validity, quantity, issued }) => ({
    poolId: prize.poolId,
    position: prize.position,
    couponId: prize.couponId,
    quantity: prize.quantity,
    coupon: { ...coupon, validity, quantity, issued },
  }));
}

/** The participation that answered this request before; null = none. */
export async function findParticipation(
  reader: Reader,
  scope: Scope,
  asked: { readonly activityId: string; readonly memberId: string; readonly requestId: string },
) {
  const [row] = await reader
    .select({ id: participations.id, poolId: participations.poolId })
    .from(participations)
    .where(
      and(
        eq(participations.merchantId, scope.merchantId),
        eq(participations.memberId, asked.memberId),
        eq(participations.activityId, asked.activityId),
        eq(participations.requestId, asked.requestId),
      ),
    );
  return row ?? null;
}

/** The vouchers a member's participation gave, with the names they were issued under. */
export async function loadWon(reader: Reader, scope: Scope, memberId: string, participationId: string) {
  return await reader
    .select({ id: vouchers.id, couponId: vouchers.couponId, name: couponTerms.name })
    .from(vouchers)
    .innerJoin(
      couponTerms,
      and(
        eq(couponTerms.merchantId, vouchers.merchantId),
        eq(couponTerms.couponId, vouchers.couponId),
        eq(couponTerms.version, vouchers.termsVersion),
      ),
    )
    .where(
      and(
        eq(vouchers.merchantId, scope.merchantId),
        // Also what they gave to a friend since.
        or(eq(vouchers.memberId, memberId), eq(vouchers.issuedTo, memberId)),
        eq(vouchers.sourceId, participationId),
      ),
    )
    .orderBy(asc(vouchers.id));
}

/** What a member did so far in the activity and with this pool. */
export async function loadCounts(
  reader: Reader,
  scope: Scope,
  asked: { readonly activityId: string; readonly memberId: string },
  poolId: string,
): Promise<ParticipationCounts> {
  const [quota] = await reader
    .select()
    .from(activityQuotas)
    .where(
      and(
        eq(activityQuotas.merchantId, scope.merchantId),
        eq(activityQuotas.memberId, asked.memberId),
        eq(activityQuotas.activityId, asked.activityId),
      ),
    );
  return {
    total: quota?.participations ?? 0,
    day: quota?.day ?? null,
    today: quota?.participationsToday ?? 0,
    wins: quota?.wins[poolId] ?? 0,
  };
}

/** Looks at an activity's page on one day that were gathered, and who that was. */
export type GatheredViews = {
  readonly merchantId: string;
  readonly activityId: string;
  /** `YYYY-MM-DD` of the merchant's clock. */
  readonly day: string;
  readonly views: number;
  readonly seen: Sketch;
};

/**
 * Adds views to activities' days and to who was seen on them: two statements for a whole batch, the first of which holds
 * the rows until the end, so that nobody who is seen by another process meanwhile is lost.
 */
export async function addViews(tx: Tx, batch: readonly GatheredViews[]): Promise<void> {
  if (batch.length === 0) return;
  const held = await tx
    .insert(activityViews)
    .values(batch.map(({ seen: _, ...row }) => row))
    .onConflictDoUpdate({
      target: [activityViews.merchantId, activityViews.activityId, activityViews.day],
      set: { views: sql`${activityViews.views} + excluded.views` },
    })
    .returning({ activityId: activityViews.activityId, day: activityViews.day, seen: activityViews.seen });
  const known = new Map(held.map((row) => [`${row.activityId}:${row.day}`, row.seen]));
  const changed = batch.flatMap((row) => {
    const before = known.get(`${row.activityId}:${row.day}`) ?? null;
    const seen = mergedSketch(sketchOf(before), row.seen);
    const text = sketchText(seen);
    return text === before ? [] : [{ ...row, text, visitors: seenBy(seen) }];
  });
  if (changed.length === 0) return;
  const column = (of: (row: (typeof changed)[number]) => string) => sql.param(changed.map(of));
  await tx.execute(sql`
    update ${activityViews} v set seen = given.seen, visitors = given.visitors::bigint
    from unnest(${column((row) => row.merchantId)}::text[], ${column((row) => row.activityId)}::text[],
      ${column((row) => row.day)}::text[], ${column((row) => row.text)}::text[], ${column((row) => String(row.visitors))}::text[]) as given (merchant_id, activity_id, day, seen, visitors)
    where (v.merchant_id, v.activity_id, v.day) = (given.merchant_id, given.activity_id, given.day::date)`);
}
