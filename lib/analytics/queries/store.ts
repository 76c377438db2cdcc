import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { idSince } from "@/lib/analytics/queries";
import { LIVE_CAP } from "@/lib/analytics/schema";
import { addDays, type Instant, localDate, startOfDay } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** Days that a store's page counts, today among them. */
export const STORE_DAYS = 30;

type AskedUses = {
  readonly storeId: string;
  /** The store's, by which its days go. */
  readonly timeZone: string;
  readonly now: Instant;
  /** So many uses on orders, and so many at the desk, are counted at most, the newest; absent = `LIVE_CAP`. */
  readonly most?: number;
};

/** An order is paid some minutes after it was placed, and its id says when that was. */
const UNPAID_MS = 86_400_000;

/**
 * How often a coupon was used in a store, today and in the last thirty days by its own clock: at the desk, and on orders paid
 * there; what a refund gave back was used all the same. Counted one by one from two indexes; `isWhole` says whether all of
 * them were. Null for a store that is not the reader's.
 */
export async function storeUses(scope: Scope, { storeId, timeZone, now, most = LIVE_CAP }: AskedUses) {
  const own = scope.storeId ? [scope.storeId] : scope.storeIds;
  if (own !== "all" && !own.includes(storeId)) return null;
  const today = localDate(now, timeZone);
  const midnight = startOfDay(today, timeZone);
  const since = startOfDay(addDays(today, 1 - STORE_DAYS), timeZone);
  const placed = idSince("ord", new Date(since.getTime() - UNPAID_MS));
  const at = (instant: Instant) => sql`${instant.toISOString()}::timestamptz`;
  const of = scope.merchantId;
  const [row] = await db().execute<{ today: number; days: number; desk: number; orders: number }>(sql`
    with uses as (
      (select true as desk, e.at from voucher_event e
        where e.merchant_id = ${of} and e.kind = 'redeemed' and e.cause ->> 'storeId' = ${storeId} and e.at >= ${at(since)}
        order by e.at desc limit ${most})
      union all
      (select false, o.paid_at from "order" o
        join order_voucher u on u.merchant_id = o.merchant_id and u.order_id = o.id and u.state in ('used', 'returned')
        where o.merchant_id = ${of} and o.store_id = ${storeId} and o.id >= ${placed} and o.paid_at >= ${at(since)}
        order by o.id desc limit ${most})
    )
    select count(*) filter (where at >= ${at(midnight)})::int as today, count(*)::int as days,
      count(*) filter (where desk)::int as desk, count(*) filter (where not desk)::int as orders
    from uses`);
  const { desk = 0, orders = 0, ...uses } = row ?? { today: 0, days: 0 };
  return { ...uses, isWhole: desk < most && orders < most };
}
export type StoreUses = NonNullable<Awaited<ReturnType<typeof storeUses>>>;
