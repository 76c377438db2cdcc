import {
  and,
  eq,
  exists,
  inArray,
  not,
  notExists,
  notInArray,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { activities, prizePools, prizes } from "@/db/schema/activities";
import { couponStores } from "@/db/schema/coupons";
import type { Scope } from "@/lib/platform/auth/scope";

/** Counts of rows stop here; beyond, a screen says "10,000+". */
export const COUNT_CAP = 10_000;

export type Capped = { readonly count: number; readonly capped: boolean };

/** What an `exists` selects. */
export const one = { one: sql`1`.as("one") };

/** A pattern for `ilike` that finds the text anywhere. */
export const contains = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** The stores a reader is limited to: the store in view, else their own; null = all. */
export const storesOf = (scope: Scope) =>
  scope.storeId ? [scope.storeId] : scope.storeIds === "all" ? null : scope.storeIds;

/** In a store view, a coupon is seen when it is good in that store. */
export function goodInStores(scope: Scope, couponId: AnyPgColumn): SQL | undefined {
  const stores = storesOf(scope);
  if (!stores) return undefined;
  const ofCoupon = and(eq(couponStores.merchantId, scope.merchantId), eq(couponStores.couponId, couponId));
  return or(
    notExists(db().select(one).from(couponStores).where(ofCoupon)),
    exists(
      db()
        .select(one)
        .from(couponStores)
        .where(and(ofCoupon, inArray(couponStores.storeId, [...stores]))),
    ),
  );
}

/** Somebody who works in some stores only may offer what is good in no others (coupons/find-offerable.ts). */
export function offerableBy(scope: Scope, couponId: AnyPgColumn): SQL | undefined {
  if (scope.storeIds === "all") return goodInStores(scope, couponId);
  const ofCoupon = and(eq(couponStores.merchantId, scope.merchantId), eq(couponStores.couponId, couponId));
  const elsewhere = and(ofCoupon, notInArray(couponStores.storeId, [...scope.storeIds]));
  return and(
    exists(db().select(one).from(couponStores).where(ofCoupon)),
    notExists(db().select(one).from(couponStores).where(elsewhere)),
  );
}

/** Whether the reader may change an activity: somebody of some stores only where all its prizes are theirs to offer. */
export function steerable(scope: Scope): SQL<boolean> {
  const offerable = scope.storeIds === "all" ? undefined : offerableBy(scope, prizes.couponId);
  if (!offerable) return sql<boolean>`true`;
  const foreign = db()
    .select(one)
    .from(prizePools)
    .innerJoin(prizes, and(eq(prizes.merchantId, prizePools.merchantId), eq(prizes.poolId, prizePools.id)))
    .where(
      and(
        eq(prizePools.merchantId, activities.merchantId),
        eq(prizePools.activityId, activities.id),
        not(offerable),
      ),
    );
  return sql<boolean>`(${notExists(foreign)})`;
}

/** The merchant's activities; in a store view those with a prize that is good in the store. */
export function visibleActivities(scope: Scope): SQL | undefined {
  const mine = eq(activities.merchantId, scope.merchantId);
  if (!storesOf(scope)) return mine;
  const prizeHere = db()
    .select(one)
    .from(prizePools)
    .innerJoin(prizes, and(eq(prizes.merchantId, prizePools.merchantId), eq(prizes.poolId, prizePools.id)))
    .where(
      and(
        eq(prizePools.merchantId, activities.merchantId),
        eq(prizePools.activityId, activities.id),
        goodInStores(scope, prizes.couponId),
      ),
    );
  return and(mine, exists(prizeHere));
}

/** The sum of a counter column, 0 where there are no rows. */
export const sumOf = (column: AnyPgColumn) => sql<number>`coalesce(sum(${column}), 0)`.mapWith(Number);

/** A sum or a maximum of counters as a number; null (no limit) stays null, which Drizzle does not decode. */
export const orNull = (value: string | number): number | null => Number(value);

/** How many rows a query has, which is to name its merchant and to stop at COUNT_CAP + 1. */
export function countUpTo(rows: SQLWrapper): Promise<Capped> {
  const counted = sql`select count(*)::int as count from ${rows} as counted`;
  return db()
    .execute<{ count: number }>(counted)
    .then(([row]) => {
      const count = row?.count ?? 0;
      return { count: Math.min(count, COUNT_CAP), capped: count > COUNT_CAP };
    });
}
