import { and, asc, desc, eq, ilike, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, unionAll } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { activities, participations, prizePools, prizes } from "@/db/schema/activities";
import { products } from "@/db/schema/catalogue";
import { couponStock, coupons, couponTerms } from "@/db/schema/coupons";
import { vouchers } from "@/db/schema/vouchers";
import { contains, offerableBy, orNull, steerable, visibleActivities } from "@/lib/activities/queries/reach";
import type { Scope } from "@/lib/platform/auth/scope";
import { unseal } from "@/lib/platform/crypto";

/** Vouchers of one activity are counted one by one up to here. */
const VOUCHER_CAP = 100_000;

const stockOf = (column: AnyPgColumn) =>
  sql<number | null>`(
  select sum(${column}) from ${couponStock}
  where ${couponStock.merchantId} = ${coupons.merchantId} and ${couponStock.couponId} = ${coupons.id})`.mapWith(
    orNull,
  );

/** A coupon as a prize: what its ticket says, and what its status and its stock are computed from. */
const prizeCouponColumns = {
  id: coupons.id,
  name: coupons.name,
  number: coupons.number,
  currency: coupons.currency,
  benefit: couponTerms.benefit,
  translations: couponTerms.translations,
  faceColour: couponTerms.faceColour,
  conditions: couponTerms.conditions,
  scope: couponTerms.scope,
  validity: couponTerms.validity,
  productName: products.name,
  productTranslations: products.translations,
  publishedAt: coupons.publishedAt,
  pausedAt: coupons.pausedAt,
  endedAt: coupons.endedAt,
  archivedAt: coupons.archivedAt,
  validFrom: coupons.validFrom,
  validUntil: coupons.validUntil,
  quantity: stockOf(couponStock.quantity),
  issued: sql<number>`coalesce(${stockOf(couponStock.issued)}, 0)`.mapWith(Number),
};

const currentTerms = and(
  eq(couponTerms.merchantId, coupons.merchantId),
  eq(couponTerms.couponId, coupons.id),
  eq(couponTerms.version, coupons.termsVersion),
);
const giftProduct = and(
  eq(products.merchantId, coupons.merchantId),
  eq(products.id, sql<string>`${couponTerms.benefit}->>'productId'`),
);

/**
 * The coupons a prize or a pack may be chosen from, newest first: not ended, not archived, and the reader's to offer. With
 * `ids` those alone, however they stand, so that what was chosen before has its name.
 */
export async function listPrizeCoupons(
  scope: Scope,
  query: { q?: string; limit?: number; ids?: readonly string[] } = {},
) {
  const { q = "", ids, limit = ids?.length ?? 30 } = query;
  if (ids?.length === 0) return { rows: [], more: false };
  const onOffer = and(
    isNull(coupons.archivedAt),
    isNull(coupons.endedAt),
    or(isNull(coupons.validUntil), sql`${coupons.validUntil} > now()`),
    offerableBy(scope, coupons.id),
  );
  const rows = await db()
    .select(prizeCouponColumns)
    .from(coupons)
    .innerJoin(couponTerms, currentTerms)
    .leftJoin(products, giftProduct)
    .where(
      and(
        eq(coupons.merchantId, scope.merchantId),
        ids ? inArray(coupons.id, [...ids]) : onOffer,
        q ? or(ilike(coupons.name, contains(q)), eq(coupons.number, q)) : undefined,
      ),
    )
    .orderBy(desc(coupons.createdAt), desc(coupons.id))
    .limit(limit + 1);
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}
export type PrizeCoupon = Awaited<ReturnType<typeof listPrizeCoupons>>["rows"][number];

/** An activity's prize pools with stock and prizes, in order; what their passwords are is `readPasswords`'s to tell. */
export async function listPools(scope: Scope, activityId: string) {
  const ofActivity = and(eq(prizePools.merchantId, scope.merchantId), eq(prizePools.activityId, activityId));
  const [pools, gifts] = await Promise.all([
    db()
      .select({
        id: prizePools.id,
        position: prizePools.position,
        inventory: prizePools.inventory,
        issued: prizePools.issued,
      })
      .from(prizePools)
      .innerJoin(
        activities,
        and(eq(activities.merchantId, prizePools.merchantId), eq(activities.id, prizePools.activityId)),
      )
      .where(and(ofActivity, visibleActivities(scope)))
      .orderBy(asc(prizePools.position)),
    db()
      .select({ poolId: prizes.poolId, each: prizes.quantity, coupon: prizeCouponColumns })
      .from(prizes)
      .innerJoin(
        prizePools,
        and(eq(prizePools.merchantId, prizes.merchantId), eq(prizePools.id, prizes.poolId)),
      )
      .innerJoin(coupons, and(eq(coupons.merchantId, prizes.merchantId), eq(coupons.id, prizes.couponId)))
      .innerJoin(couponTerms, currentTerms)
      .leftJoin(products, giftProduct)
      .where(ofActivity)
      .orderBy(asc(prizes.position)),
  ]);
  return pools.map((pool) => ({
    ...pool,
    prizes: gifts
      .filter((gift) => gift.poolId === pool.id)
      .map(({ each, coupon }) => ({ quantity: each, coupon })),
  }));
}
export type Pool = Awaited<ReturnType<typeof listPools>>[number];

/** The passwords as typed, by pool id; for those who may write the activity, none to others. */
export async function readPasswords(scope: Scope, activityId: string): Promise<Map<string, string>> {
  const rows = await db()
    .select({ id: prizePools.id, cipher: prizePools.passwordCipher })
    .from(prizePools)
    .innerJoin(
      activities,
      and(eq(activities.merchantId, prizePools.merchantId), eq(activities.id, prizePools.activityId)),
    )
    .where(and(visibleActivities(scope), steerable(scope), eq(prizePools.activityId, activityId)));
  return new Map(rows.map(({ id, cipher }) => [id, unseal("activity-password", cipher)]));
}

/** How many coupons an activity gave away and how many of those were used, by coupon; counted to 100,000 in all. */
export async function prizeFigures(scope: Scope, activityId: string) {
  const wonBy = (member: SQL) =>
    db()
      .select({ couponId: vouchers.couponId, status: vouchers.status })
      .from(participations)
      .innerJoin(
        vouchers,
        and(
          eq(vouchers.merchantId, participations.merchantId),
          // The winner's vouchers have an index; what issued one has none.
          member,
          eq(vouchers.sourceId, participations.id),
        ),
      )
      .innerJoin(
        activities,
        and(
          eq(activities.merchantId, participations.merchantId),
          eq(activities.id, participations.activityId),
        ),
      )
      .where(
        and(
          visibleActivities(scope),
          eq(participations.activityId, activityId),
          eq(vouchers.source, "prize"),
        ),
      );
  // What a winner gave to a friend is another member's, and was won here all the same.
  const kept = wonBy(sql`${vouchers.memberId} = ${participations.memberId} and ${vouchers.issuedTo} is null`);
  const passedOn = wonBy(sql`${vouchers.issuedTo} = ${participations.memberId}`);
  const given = unionAll(kept, passedOn)
    .limit(VOUCHER_CAP + 1)
    .as("given");
  const rows = await db()
    .select({
      couponId: given.couponId,
      issued: sql<number>`count(*)::int`,
      used: sql<number>`count(*) filter (where ${given.status} = 'used')::int`,
    })
    .from(given)
    .groupBy(given.couponId);
  const issued = rows.reduce((sum, row) => sum + row.issued, 0);
  const capped = issued > VOUCHER_CAP;
  return { byCoupon: rows, issued: { count: Math.min(issued, VOUCHER_CAP), capped } };
}
