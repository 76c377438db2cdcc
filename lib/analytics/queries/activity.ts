import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { activityRollups } from "@/db/schema/analytics";
import { merchants } from "@/db/schema/merchants";
import { visibleActivities } from "@/lib/activities/queries/reach";
import { activityCounts } from "@/lib/analytics/rules/activity-counts";
import { type ActivityFigures, type ActivityPart, LIVE_CAP, ORDER_CAP } from "@/lib/analytics/schema";
import { addDays, type LocalDate, startOfDay } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

type Asked = { readonly activityId: string; readonly from: LocalDate; readonly to: LocalDate };

const nothing: ActivityFigures = {
  ...{ views: 0, visitors: 0, participants: 0, issued: 0, used: 0, orders: 0, salesMinor: 0 },
};

/**
 * What came of an activity on each day from `from` to `to`, both included, and by channel (A13). Days are the merchant's.
 * Those that are over come from what the worker added up; the days since are counted as they stand, among the merchant's
 * newest `LIVE_CAP` coupons and uses; orders, up to `ORDER_CAP` of them, are read from one index. Null for an activity that
 * is not theirs to see.
 */
export async function activityFigures(scope: Scope, { activityId, from, to }: Asked) {
  const [place] = await db()
    .select({
      timeZone: merchants.timeZone,
      currency: merchants.currency,
      through: sql<
        string | null
      >`(select through from ${activityRollups} r where r.merchant_id = ${merchants.id})::text`,
    })
    .from(activities)
    .innerJoin(merchants, eq(merchants.id, activities.merchantId))
    .where(and(visibleActivities(scope), eq(activities.id, activityId)));
  if (!place) return null;
  const { timeZone, currency, through } = place;
  const { merchantId } = scope;
  const next = through !== null && through >= from ? addDays(through, 1) : from;
  const live = next > to ? addDays(to, 1) : next;
  const [since, until] = [startOfDay(live, timeZone), startOfDay(addDays(to, 1), timeZone)];
  const counted = { merchantId, activityId, timeZone, from: since, until, limit: LIVE_CAP };
  const of = sql`merchant_id = ${merchantId} and activity_id = ${activityId} and day between ${from}::date and ${to}::date`;
  const rows = await db().execute<{ day: string; channel: string } & ActivityFigures>(sql`
    select day::text as day, channel, sum(views)::float8 as views, sum(visitors)::float8 as visitors,
      sum(participants)::float8 as participants, sum(issued)::float8 as issued, sum(used)::float8 as used,
      sum(orders)::float8 as orders, sum(sales)::float8 as "salesMinor"
    from (
      select day, '' as channel, views, visitors, 0 as participants, 0 as issued, 0 as used, 0 as orders, 0 as sales
      from activity_view where ${of}
      union all
      select day, channel, 0, 0, participants, issued, used, 0, 0 from activity_day where ${of} and day < ${live}::date
      union all
      select day, channel, 0, 0, participants, issued, used, 0, 0 from (${activityCounts(counted)}) now
      where day between ${live}::date and ${to}::date
      union all
      select day, channel, 0, 0, 0, 0, 0, sum(orders), sum(sales_minor) from (
        select day, channel, orders, sales_minor from activity_order
        where ${of} and currency = ${currency} order by day desc limit ${ORDER_CAP}) sold group by 1, 2
    ) parts group by 1, 2`);
  const links = await db().execute<{ channel: string; views: number; visitors: number }>(sql`
    select l.channel, sum(d.clicks)::float8 as views, sum(d.visitors)::float8 as visitors
    from link l join link_day d on (d.merchant_id, d.link_id) = (l.merchant_id, l.id)
    where l.merchant_id = ${merchantId} and l.target_type = 'activity' and l.target_id = ${activityId}
      and d.day between ${from}::date and ${to}::date group by 1`);
  return { currency, days: byDay(rows, from, to), channels: byChannel(rows, links) };
}
export type ActivityPerformance = NonNullable<Awaited<ReturnType<typeof activityFigures>>>;

const keys = ["views", "visitors", "participants", "issued", "used", "orders", "salesMinor"] as const;
const added = (one: ActivityFigures, other: Partial<ActivityFigures>): ActivityFigures => {
  const sum = { ...one };
  for (const key of keys) sum[key] += other[key] ?? 0;
  return sum;
};

function byDay(rows: Iterable<{ day: string } & ActivityFigures>, from: LocalDate, to: LocalDate) {
  const found = new Map<string, ActivityFigures>();
  for (const row of rows) found.set(row.day, added(found.get(row.day) ?? nothing, row));
  const days: (ActivityFigures & { day: LocalDate })[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push({ ...(found.get(day) ?? nothing), day });
  return days;
}

/** What no link brought is what is left of all looks; it is never less than none, as who comes by a link may turn away. */
function byChannel(
  rows: Iterable<{ channel: string } & ActivityFigures>,
  links: Iterable<{ channel: string; views: number; visitors: number }>,
): ActivityPart[] {
  const found = new Map<string, ActivityFigures>();
  for (const row of rows) found.set(row.channel, added(found.get(row.channel) ?? nothing, row));
  const direct = { ...(found.get("") ?? nothing) };
  for (const { channel, views, visitors } of links) {
    found.set(channel, added(found.get(channel) ?? nothing, { views, visitors }));
    direct.views = Math.max(0, direct.views - views);
    direct.visitors = Math.max(0, direct.visitors - visitors);
  }
  found.set("", direct);
  return [...found]
    .map(([channel, figures]) => ({ channel, ...figures }))
    .filter((part) => keys.some((key) => part[key] > 0))
    .sort(
      (a, b) =>
        Number(a.channel === "") - Number(b.channel === "") ||
        b.views - a.views ||
        (a.channel < b.channel ? -1 : 1),
    );
}
