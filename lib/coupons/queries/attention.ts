import { and, asc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { couponStock, coupons } from "@/db/schema/coupons";
import { visible } from "@/lib/coupons/queries/reach";
import { endsWithin, isLow, isWorking } from "@/lib/coupons/queries/standing";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

const SHOWN = 5;

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
    .where(and(visible(scope), isWorking(now), isLow))
    .orderBy(asc(sql`${couponStock.quantity} - ${couponStock.issued}`), asc(coupons.id))
    .limit(SHOWN);
}

/** Coupons at work that end within seven days, the next first; five at most. */
export async function listEndingSoon(scope: Scope, now: Instant = new Date()) {
  return await db()
    .select({
      id: coupons.id,
      name: coupons.name,
      validUntil: sql<Date>`${coupons.validUntil}`.mapWith(coupons.validUntil),
    })
    .from(coupons)
    .where(and(visible(scope), endsWithin(7, now)))
    .orderBy(asc(coupons.validUntil), asc(coupons.id))
    .limit(SHOWN);
}
