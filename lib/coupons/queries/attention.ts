import { and, asc, eq, gt, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { couponStock, coupons } from "@/db/schema/coupons";
import { visible } from "@/lib/coupons/queries/coupons";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

const SHOWN = 5;
const DAY_MS = 86_400_000;

const working = and(
  isNotNull(coupons.publishedAt),
  isNull(coupons.pausedAt),
  isNull(coupons.endedAt),
  isNull(coupons.archivedAt),
);

/** Coupons at work of which a tenth or less is left, the emptiest first; five at most. */
export async function listLowStock(scope: Scope, now: Instant = new Date()) {
  return await db()
    .select({
      id: coupons.id,
      name: coupons.name,
      issued: couponStock.issued,
      quantity: sql<number>`${couponStock.quantity}`.mapWith(Number),
    })
    .from(coupons)
    .innerJoin(
      couponStock,
      and(eq(couponStock.merchantId, coupons.merchantId), eq(couponStock.couponId, coupons.id)),
    )
    .where(
      and(
        visible(scope),
        working,
        or(isNull(coupons.validUntil), gt(coupons.validUntil, now)),
        sql`${couponStock.quantity} > 0 and ${couponStock.issued} * 10 >= ${couponStock.quantity} * 9`,
      ),
    )
    .orderBy(asc(sql`${couponStock.quantity} - ${couponStock.issued}`), asc(coupons.id))
    .limit(SHOWN);
}

/** Coupons at work that end within seven days, the next first; five at most. */
export async function listEndingSoon(scope: Scope, now: Instant = new Date()) {
  const week = new Date(now.getTime() + 7 * DAY_MS);
  return await db()
    .select({
      id: coupons.id,
      name: coupons.name,
      validUntil: sql<Date>`${coupons.validUntil}`.mapWith(coupons.validUntil),
    })
    .from(coupons)
    .where(and(visible(scope), working, gt(coupons.validUntil, now), lte(coupons.validUntil, week)))
    .orderBy(asc(coupons.validUntil), asc(coupons.id))
    .limit(SHOWN);
}
