import { and, asc, eq, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { couponStock, coupons, couponTerms } from "@/db/schema/coupons";
import { currentTerms } from "@/lib/coupons/repository/coupons";
import type { CouponStanding } from "@/lib/coupons/rules/status";
import type { CouponConditions, CouponValidity } from "@/lib/coupons/schema";
import { shardOf } from "@/lib/kernel/id";
import type { Scope } from "@/lib/platform/auth/scope";

/** A coupon as an issue needs it: its state and stock under lock, and the terms a voucher will be bound to. */
export type DrawableCoupon = CouponStanding & {
  readonly id: string;
  readonly termsVersion: number;
  readonly name: string;
  readonly validity: CouponValidity;
  readonly conditions: CouponConditions;
  readonly methods: readonly string[];
  readonly claimLimit: number | null;
  readonly claimLimitPerDay: number | null;
};

/** The counter rows an issue to this member touches: shard 0 of a limited coupon, the member's own of an unlimited. */
const drawnRows = (scope: Scope, couponIds: readonly string[], memberId: string) =>
  and(
    eq(couponStock.merchantId, scope.merchantId),
    inArray(couponStock.couponId, [...couponIds]),
    or(
      and(eq(couponStock.shard, 0), isNotNull(couponStock.quantity)),
      and(eq(couponStock.shard, shardOf(memberId)), isNull(couponStock.quantity)),
    ),
  );

/**
 * The counter rows under lock. A coupon that is being turned from limited to unlimited or back changes its rows, and a
 * statement that waited for the old row does not see the new one: what is missing is asked for again.
 */
async function lockCounters(tx: Tx, scope: Scope, couponIds: readonly string[], memberId: string) {
  const locked = new Map<string, { quantity: number | null; issued: number }>();
  for (let attempt = 0; attempt < 3 && locked.size < couponIds.length; attempt++) {
    const missing = couponIds.filter((id) => !locked.has(id));
    const rows = await tx
      .select({ couponId: couponStock.couponId, quantity: couponStock.quantity, issued: couponStock.issued })
      .from(couponStock)
      .where(drawnRows(scope, missing, memberId))
      .orderBy(asc(couponStock.couponId))
      .for("update");
    for (const { couponId, ...counter } of rows) locked.set(couponId, counter);
  }
  return locked;
}

/**
 * Locks the stock of these coupons in the order of their ids, then loads the coupons as they are under that lock. A
 * change of state or terms takes the same locks, so that what is read here holds until commit. Ids that are not here
 * are left out. `issued` of an unlimited coupon is that of one shard.
 */
export async function lockDrawable(tx: Tx, scope: Scope, couponIds: readonly string[], memberId: string) {
  const counters = await lockCounters(tx, scope, couponIds, memberId);
  const rows = await tx
    .select({ coupon: coupons, validity: couponTerms.validity, conditions: couponTerms.conditions })
    .from(coupons)
    .innerJoin(couponTerms, currentTerms)
    .where(and(eq(coupons.merchantId, scope.merchantId), inArray(coupons.id, [...couponIds])));
  const drawable = new Map<string, DrawableCoupon>();
  for (const { coupon, validity, conditions } of rows) {
    const counter = counters.get(coupon.id);
    if (counter) {
      drawable.set(coupon.id, { ...coupon, ...counter, validity, conditions });
    }
  }
  return drawable;
}

/** As `lockDrawable`, of one coupon and without any lock: what is so now, for whoever asks why. Null = not here. */
export async function loadDrawable(reader: Reader, scope: Scope, couponId: string, memberId: string) {
  const [row] = await loadDrawables(reader, scope, [couponId], memberId);
  return row ?? null;
}

/** As `loadDrawable`, of several; those that are not here are left out. */
export async function loadDrawables(
  reader: Reader,
  scope: Scope,
  couponIds: readonly string[],
  memberId: string,
) {
  if (couponIds.length === 0) return [];
  return await reader
    .select({
      coupon: coupons,
      terms: couponTerms,
      quantity: couponStock.quantity,
      issued: couponStock.issued,
    })
    .from(coupons)
    .innerJoin(couponTerms, currentTerms)
    .innerJoin(couponStock, and(drawnRows(scope, couponIds, memberId), eq(couponStock.couponId, coupons.id)))
    .where(and(eq(coupons.merchantId, scope.merchantId), inArray(coupons.id, [...couponIds])));
}

/** Counts `quantity` more as issued; the CHECK and the row count make sure that there were as many (I-1). */
export async function takeStock(tx: Tx, scope: Scope, couponId: string, memberId: string, quantity: number) {
  const taken = await tx
    .update(couponStock)
    .set({ issued: sql`${couponStock.issued} + ${quantity}` })
    .where(
      and(
        drawnRows(scope, [couponId], memberId),
        or(isNull(couponStock.quantity), lte(sql`${couponStock.issued} + ${quantity}`, couponStock.quantity)),
      ),
    )
    .returning({ issued: couponStock.issued });
  if (taken.length !== 1) throw new Error(`stock of coupon ${couponId} changed under its lock`);
}

/** The counter rows that issues to these members touch. */
const rowsOfMany = (scope: Scope, couponId: string, shards: readonly number[]) =>
  and(
    eq(couponStock.merchantId, scope.merchantId),
    eq(couponStock.couponId, couponId),
    or(
      and(eq(couponStock.shard, 0), isNotNull(couponStock.quantity)),
      and(inArray(couponStock.shard, [...shards]), isNull(couponStock.quantity)),
    ),
  );

/**
 * As `lockDrawable`, of one coupon for issues to many members: their counter rows are locked in the order of their shards,
 * as changes of the coupon lock them. Null = the merchant has no such coupon.
 */
export async function lockDrawableForMany(
  tx: Tx,
  scope: Scope,
  couponId: string,
  memberIds: readonly string[],
): Promise<DrawableCoupon | null> {
  const shards = [...new Set(memberIds.map(shardOf))];
  // A coupon that is being turned from limited to unlimited or back changes its rows: what is missing is asked for again.
  for (let attempt = 0; attempt < 3; attempt++) {
    const counters = await tx
      .select({ quantity: couponStock.quantity, issued: couponStock.issued })
      .from(couponStock)
      .where(rowsOfMany(scope, couponId, shards))
      .orderBy(asc(couponStock.shard))
      .for("update");
    const [counter] = counters;
    if (!counter || (counter.quantity === null && counters.length < shards.length)) continue;
    const [row] = await tx
      .select({ coupon: coupons, validity: couponTerms.validity, conditions: couponTerms.conditions })
      .from(coupons)
      .innerJoin(couponTerms, currentTerms)
      .where(and(eq(coupons.merchantId, scope.merchantId), eq(coupons.id, couponId)));
    return row ? { ...row.coupon, ...counter, validity: row.validity, conditions: row.conditions } : null;
  }
  return null;
}

/** Counts `quantity` more for each of these members as issued, in one statement; asserts that every counter took its part (I-1). */
export async function takeStockForMany(
  tx: Tx,
  scope: Scope,
  couponId: string,
  memberIds: readonly string[],
  quantity: number,
): Promise<void> {
  const perShard = new Map<number, number>();
  for (const id of memberIds) perShard.set(shardOf(id), (perShard.get(shardOf(id)) ?? 0) + quantity);
  const all = memberIds.length * quantity;
  const counts = JSON.stringify(Object.fromEntries(perShard));
  const taken = await tx
    .update(couponStock)
    .set({
      issued: sql`${couponStock.issued} + case when ${couponStock.quantity} is null
        then (${counts}::jsonb ->> ${couponStock.shard}::text)::bigint else ${all}::bigint end`,
    })
    .where(
      and(
        rowsOfMany(scope, couponId, [...perShard.keys()]),
        or(
          isNull(couponStock.quantity),
          lte(sql`${couponStock.issued} + ${all}::bigint`, couponStock.quantity),
        ),
      ),
    )
    .returning({ quantity: couponStock.quantity });
  const wanted = taken[0]?.quantity === null ? perShard.size : 1;
  if (taken.length !== wanted) throw new Error(`stock of coupon ${couponId} changed under its lock`);
}
