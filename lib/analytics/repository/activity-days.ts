import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { activityDays, activityOrders, activityRollups } from "@/db/schema/analytics";
import { merchants } from "@/db/schema/merchants";
import { orders, orderVouchers } from "@/db/schema/orders";
import { activityCounts } from "@/lib/analytics/rules/activity-counts";
import type { Instant, LocalDate } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Holds the adding up of the merchant's activities until the transaction ends. Gives through which day it is done (null =
 * none yet), the merchant's zone, and when somebody first took part (null = nobody did).
 */
export async function lockActivityRollup(tx: Tx, scope: Scope) {
  const lock = `activity_rollup:${scope.merchantId}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
  const [row] = await tx
    .select({
      timeZone: merchants.timeZone,
      through: sql<
        string | null
      >`(select through from ${activityRollups} r where r.merchant_id = merchant.id)::text`,
      first: sql<
        string | null
      >`(select at from participation p where p.merchant_id = merchant.id order by p.id limit 1)`,
    })
    .from(merchants)
    .where(eq(merchants.id, scope.merchantId));
  if (!row) throw new Error("a scope without its merchant");
  return { ...row, first: row.first === null ? null : new Date(row.first) };
}

/** Adds one day of all activities up, from its first instant to the next day's, in place of what was there. */
export async function addUpActivities(
  tx: Tx,
  scope: Scope,
  { day, from, until, timeZone }: { day: LocalDate; from: Instant; until: Instant; timeZone: string },
): Promise<void> {
  const { merchantId } = scope;
  await tx
    .delete(activityDays)
    .where(and(eq(activityDays.merchantId, merchantId), eq(activityDays.day, day)));
  const counts = activityCounts({ merchantId, from, until, timeZone, activityId: null, limit: null });
  await tx.execute(sql`
    insert into ${activityDays} (merchant_id, activity_id, day, channel, participants, issued, used)
    select ${merchantId}, activity_id, day, channel, participants, issued, used from (${counts}) c`);
  await keepOrders(
    tx,
    // As the index has it, to the word (order_with_coupons).
    sql`o.merchant_id = ${merchantId} and o.paid_at >= ${from.toISOString()}::timestamptz
      and o.paid_at < ${until.toISOString()}::timestamptz and o.discount_minor + o.delivery_discount_minor > 0
      and o.status in ('paid', 'completed', 'partly_refunded')`,
  );
}

/**
 * Keeps of these orders, as they stand, what was paid with coupons of activities. It may be told of an order as often as one
 * likes and in any order: what was given back only grows, so the smaller of two figures is the later one. From order to order
 * by keys alone, whatever the tables' statistics say: joined freely it read all vouchers of a merchant where they had just
 * grown, and whoever hands events over waited for it.
 */
async function keepOrders(tx: Tx, which: SQL): Promise<void> {
  await tx.execute(sql`
    insert into ${activityOrders} as d (merchant_id, activity_id, order_id, day, channel, currency, sales_minor, orders)
    select o.merchant_id, p.activity_id, o.id, (o.paid_at at time zone m.time_zone)::date, coalesce(max(l.channel), ''),
      o.currency, o.paid_minor - o.refunded_minor, case when o.status = 'refunded' then 0 else 1 end
    from (select o.merchant_id, o.id, o.paid_at, o.currency, o.paid_minor, o.refunded_minor, o.status
      from ${orders} o where ${which} and o.paid_at is not null offset 0) o
    join ${merchants} m on m.id = o.merchant_id
    cross join lateral (select ov.voucher_id from ${orderVouchers} ov
      where (ov.merchant_id, ov.order_id) = (o.merchant_id, o.id) offset 0) ov
    cross join lateral (select v.source_id from voucher v
      where (v.merchant_id, v.id) = (o.merchant_id, ov.voucher_id) and v.source = 'prize' limit 1) v
    cross join lateral (select p.activity_id from participation p
      where (p.merchant_id, p.id) = (o.merchant_id, v.source_id) limit 1) p
    left join lateral (select c.link_id from link_conversion c
      where (c.merchant_id, c.kind, c.subject_id) = (o.merchant_id, 'order', o.id) and c.is_own limit 1) c on true
    left join lateral (select l.channel from link l
      where (l.merchant_id, l.id) = (o.merchant_id, c.link_id) and l.target_id = p.activity_id limit 1) l on true
    group by o.merchant_id, p.activity_id, o.id, o.paid_at, o.currency, o.paid_minor, o.refunded_minor, o.status, m.time_zone
    order by o.merchant_id, o.id, p.activity_id
    on conflict (merchant_id, order_id, activity_id) do update
    set sales_minor = least(d.sales_minor, excluded.sales_minor), orders = least(d.orders, excluded.orders),
      channel = coalesce(nullif(excluded.channel, ''), d.channel)`);
}

/** As `keepOrders`, of the orders with these ids. */
export async function keepOrdersWith(
  tx: Tx,
  pairs: readonly { readonly merchantId: string; readonly id: string }[],
): Promise<void> {
  if (pairs.length === 0) return;
  await keepOrders(
    tx,
    sql`(o.merchant_id, o.id) in (select * from unnest(${sql.param(pairs.map((pair) => pair.merchantId))}::text[],
      ${sql.param(pairs.map((pair) => pair.id))}::text[]))`,
  );
}

/** Says through which day the merchant's activities are added up. */
export async function keepActivitiesThrough(tx: Tx, scope: Scope, through: LocalDate): Promise<void> {
  await tx
    .insert(activityRollups)
    .values({ merchantId: scope.merchantId, through })
    .onConflictDoUpdate({ target: activityRollups.merchantId, set: { through } });
}
