import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { merchants } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import { type RangeQuery, rangeParts } from "@/lib/analytics/queries";
import { type DaySales, ORDER_CAP } from "@/lib/analytics/schema";
import type { Instant } from "@/lib/kernel/time";
import { mayBeSeen } from "@/lib/orders/queries/orders";
import type { Scope } from "@/lib/platform/auth/scope";

const at = (instant: Instant) => sql`${instant.toISOString()}::timestamptz`;

/**
 * What coupons took off and what was sold with them, by the day on which orders were paid, oldest first: of the range and
 * the days before it, at the stores this reader sees, in the merchant's currency. Orders given back whole are left out.
 * Read from the index `order_with_coupons` alone, up to `ORDER_CAP` orders; `isWhole` says whether that was all of them.
 */
export async function homeSales(scope: Scope, range: RangeQuery) {
  const { since, until, keys, part, said } = rangeParts(range);
  const here = and(
    mayBeSeen(scope),
    sql`${orders.currency} = (select ${merchants.currency} from ${merchants} where ${eq(merchants.id, scope.merchantId)})`,
    sql`${orders.paidAt} >= ${at(since)} and ${orders.paidAt} < ${at(until)}`,
    // As the index has it, to the word: an order has a discount where it has a coupon, and only there.
    sql`${orders.discountMinor} + ${orders.deliveryDiscountMinor} > 0`,
    sql`${orders.status} in ('paid', 'completed', 'partly_refunded')`,
  );
  const rows = await db().execute<{ day: string; count: number; off: string; sold: string }>(sql`
    select ${said("day")} as day, count(*)::int as count, sum(off)::text as off, sum(sold)::text as sold from (
      select ${part('"order".paid_at')} as day,
        ${orders.discountMinor} + ${orders.deliveryDiscountMinor} as off,
        ${orders.paidMinor} - ${orders.refundedMinor} as sold
      from ${orders} where ${here} order by ${orders.paidAt} desc limit ${ORDER_CAP}) part group by part.day`);
  const found = new Map(rows.map((row) => [row.day, row]));
  const days = keys.map((day): DaySales => {
    const row = found.get(day);
    return { day, discountMinor: Number(row?.off ?? 0), salesMinor: Number(row?.sold ?? 0) };
  });
  return { days, isWhole: rows.reduce((all, { count }) => all + count, 0) < ORDER_CAP };
}
export type HomeSales = Awaited<ReturnType<typeof homeSales>>;
