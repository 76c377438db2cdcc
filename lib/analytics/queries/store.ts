import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { isBusy } from "@/db/faults";
import { idSince } from "@/lib/analytics/queries";
import { addDays, type Instant, localDate, startOfDay } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** Days that a store's page counts, today among them. */
export const STORE_DAYS = 30;

type AskedUses = {
  readonly storeId: string;
  /** The store's, by which its days go. */
  readonly timeZone: string;
  readonly now: Instant;
  /** So many orders, with a coupon or without, and so many uses at the desk are looked at, the newest; absent = `LOOKED_AT`. */
  readonly most?: number;
};

/** A store's page is opened for its form, not for two numbers: they take no longer than this many rows do. */
const LOOKED_AT = 10_000;

/** An order is paid some minutes after it was placed, and its id says when that was. */
const UNPAID_MS = 86_400_000;

/**
 * How often a coupon was used in a store, today and in the last thirty days by its own clock: at the desk, and on orders paid
 * there; what a refund gave back was used all the same. Counted one by one from two indexes; `isWhole` says whether all of
 * them were, and the numbers are null where the database does not answer in time. Null for a store that is not the reader's.
 */
export async function storeUses(scope: Scope, asked: AskedUses) {
  const own = scope.storeId ? [scope.storeId] : scope.storeIds;
  if (own !== "all" && !own.includes(asked.storeId)) return null;
  try {
    return await countUses(scope, asked);
  } catch (error) {
    if (!isBusy(error)) throw error;
    return { today: null, days: null, isWhole: false };
  }
}
export type StoreUses = NonNullable<Awaited<ReturnType<typeof storeUses>>>;

async function countUses(scope: Scope, { storeId, timeZone, now, most = LOOKED_AT }: AskedUses) {
  const today = localDate(now, timeZone);
  const midnight = startOfDay(today, timeZone);
  const since = startOfDay(addDays(today, 1 - STORE_DAYS), timeZone);
  const placed = idSince("ord", new Date(since.getTime() - UNPAID_MS));
  const at = (instant: Instant) => sql`${instant.toISOString()}::timestamptz`;
  const of = scope.merchantId;
  const [row] = await db().execute<{ today: number; days: number; desk: number; orders: number }>(sql`
    with looked as (
      select o.id, o.paid_at from "order" o
      where o.merchant_id = ${of} and o.store_id = ${storeId} and o.id >= ${placed}
      order by o.id desc limit ${most}
    ), uses as (
      (select true as desk, e.at from voucher_event e
        where e.merchant_id = ${of} and e.kind = 'redeemed' and e.cause ->> 'storeId' = ${storeId} and e.at >= ${at(since)}
        order by e.at desc limit ${most})
      union all
      (select false, o.paid_at from looked o
        join order_voucher u on u.merchant_id = ${of} and u.order_id = o.id and u.state in ('used', 'returned')
        where o.paid_at >= ${at(since)})
    )
    select count(*) filter (where at >= ${at(midnight)})::int as today, count(*)::int as days,
      count(*) filter (where desk)::int as desk, (select count(*)::int from looked) as orders
    from uses`);
  const { desk = 0, orders = 0, ...uses } = row ?? { today: 0, days: 0 };
  return { ...uses, isWhole: desk < most && orders < most };
}
