import { and, eq, exists, gt, isNotNull, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { couponStock, coupons } from "@/db/schema/coupons";
import type { Instant } from "@/lib/kernel/time";

const DAY_MS = 86_400_000;

const working = and(
  isNotNull(coupons.publishedAt),
  isNull(coupons.pausedAt),
  isNull(coupons.endedAt),
  isNull(coupons.archivedAt),
);

/** Of `couponStock`: a tenth or less is left. */
export const isLow = sql`${couponStock.quantity} > 0 and ${couponStock.issued} * 10 >= ${couponStock.quantity} * 9`;

/** Coupons at work that have no end, or have not reached it. */
export function isWorking(now: Instant): SQL | undefined {
  return and(working, or(isNull(coupons.validUntil), gt(coupons.validUntil, now)));
}

/** Coupons at work of which a tenth or less is left. */
export function hasLowStock(now: Instant): SQL | undefined {
  const rows = db()
    .select({ one: sql`1` })
    .from(couponStock)
    .where(and(eq(couponStock.merchantId, coupons.merchantId), eq(couponStock.couponId, coupons.id), isLow));
  return and(isWorking(now), exists(rows));
}

/** Coupons at work whose fixed end comes within so many days. */
export function endsWithin(days: number, now: Instant): SQL | undefined {
  const until = new Date(now.getTime() + days * DAY_MS);
  return and(working, gt(coupons.validUntil, now), lte(coupons.validUntil, until));
}
