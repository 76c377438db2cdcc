import { and, eq, lte, sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Reader } from "@/db/client";
import { orders, orderVouchers } from "@/db/schema/orders";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * What unpaid orders whose time is over at `now` still hold of these coupons' budgets, by coupon, in minor units: nothing that
 * may stand in anybody's way (U2). Few, since a job gives them up every minute; found by when they ended.
 */
export async function loadOverdueHolds(
  reader: Reader,
  scope: Scope,
  couponIds: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, number>> {
  if (couponIds.length === 0) return new Map();
  const rows = await reader
    .select({
      couponId: orderVouchers.couponId,
      heldMinor:
        sql<number>`sum(${orderVouchers.discountMinor} + ${orderVouchers.deliveryDiscountMinor})`.mapWith(
          Number,
        ),
    })
    .from(orders)
    .innerJoin(
      orderVouchers,
      and(eq(orderVouchers.merchantId, orders.merchantId), eq(orderVouchers.orderId, orders.id)),
    )
    .where(
      and(
        eq(orders.merchantId, scope.merchantId),
        sql`${orders.status} = 'placed'`,
        lte(orders.expiresAt, now),
        eq(orderVouchers.state, "reserved"),
        among(orderVouchers.couponId, couponIds),
      ),
    )
    .groupBy(orderVouchers.couponId);
  return new Map(rows.map(({ couponId, heldMinor }) => [couponId, heldMinor]));
}
