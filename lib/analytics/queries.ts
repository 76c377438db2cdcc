import { and, eq, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { coupons } from "@/db/schema/coupons";
import { type DayFigures, type DayRange, LIVE_CAP } from "@/lib/analytics/schema";
import { addedUpDays } from "@/lib/coupons/queries/added-up";
import { type Parts, partsOf } from "@/lib/coupons/queries/parts";
import { visible } from "@/lib/coupons/queries/reach";
import { type IdPrefix, newId } from "@/lib/kernel/id";
import { addDays, type Instant, startOfDay } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

const SKEW_MS = 3_600_000;
/** The least id of something made since then, with room for clocks that differ. */
export const idSince = (prefix: IdPrefix, since: Instant) =>
  newId(prefix, Math.max(0, since.getTime() - SKEW_MS)).slice(0, prefix.length + 11);
const idUntil = (prefix: IdPrefix, until: Instant) =>
  newId(prefix, Math.max(0, until.getTime() + SKEW_MS)).slice(0, prefix.length + 11);
const at = (instant: Instant) => sql`${instant.toISOString()}::timestamptz`;

export type RangeQuery = DayRange & {
  /** By which the days go: the merchant's, or that of the store in view. */
  readonly timeZone: string;
  /** Instead of days, the hours between, and as many before. */
  readonly hours?: { readonly first: Instant; readonly until: Instant } | null;
  /** So many claims, and so many uses, are counted one by one at most, the newest; absent = `LIVE_CAP`. */
  readonly most?: number;
};

/** The days or hours of a range and of what is before it; `first` is the moment that the range itself begins. */
export function rangeParts({ first, last, before, timeZone, hours }: RangeQuery): Parts & { first: Instant } {
  const span = { from: before, to: last, timeZone };
  if (!hours) return { ...partsOf(span), first: startOfDay(first, timeZone) };
  const from = new Date(2 * hours.first.getTime() - hours.until.getTime());
  return { ...partsOf({ ...span, hours: { from, until: hours.until } }), first: hours.first };
}

/** Claims and uses by coupon and day: added-up days, and, as `live`, those since then as they stand, counted up to `most`. */
async function couponCounts(scope: Scope, range: RangeQuery): Promise<SQL> {
  const most = range.most ?? LIVE_CAP;
  if (range.hours) return countedAsTheyStand(scope, rangeParts(range), most);
  const { days, through } = await addedUpDays(scope, range.timeZone);
  // The first day that is not added up yet: from there on figures are counted as they stand.
  const next = through !== null && through >= range.before ? addDays(through, 1) : range.before;
  const live = next > range.last ? addDays(range.last, 1) : next;
  const counted = countedAsTheyStand(scope, rangeParts({ ...range, first: live, before: live }), most);
  return sql`
    select coupon_id, day, claimed, used, false as live from ${days} d where day >= ${range.before}::date and day < ${live}::date
    union all ${counted}`;
}

function countedAsTheyStand(scope: Scope, { since, until, part }: Parts, most: number): SQL {
  const of = scope.merchantId;
  return sql`
    select coupon_id, day, count(*) as claimed, 0 as used, true as live from (
      select coupon_id, ${part("issued_at")} as day from voucher
      where merchant_id = ${of} and id >= ${idSince("vch", since)}
        and id < ${idUntil("vch", until)}
        and issued_at >= ${at(since)} and issued_at < ${at(until)}
      order by id desc limit ${most}) claims group by 1, 2
    union all
    select coupon_id, day, 0, count(*), true from (
      select v.coupon_id, ${part("e.at")} as day from voucher_event e
      join voucher v on v.merchant_id = e.merchant_id and v.id = e.voucher_id
      where e.merchant_id = ${of} and e.id >= ${idSince("vev", since)} and e.id < ${idUntil("vev", until)}
        and e.kind = 'redeemed'
        and e.at >= ${at(since)} and e.at < ${at(until)}
      order by e.id desc limit ${most}) uses group by 1, 2`;
}

/** Coupons that the reader sees; all of them in the group view. */
const seen = (scope: Scope) =>
  scope.storeId === null && scope.storeIds === "all"
    ? sql`true`
    : sql`c.coupon_id in (select id from coupon where ${visible(scope)})`;

/**
 * The figures of Home, day by day: those of the range and as many days before, oldest first, and how many different
 * members took part in each of the two. Claims and uses come from days added up, whatever their number; those of hours and
 * of days that are not added up yet are counted one by one, and `isWhole` says whether all of them were: else only the
 * newest are in the figures. Members come from indexes, counted up to 100,000 rows.
 */
export async function homeDays(scope: Scope, range: RangeQuery) {
  const { since, until, keys, part, said } = rangeParts(range);
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  const home = storeIds === "all" ? sql`true` : sql`home_store_id = any(${sql.param([...storeIds])}::text[])`;
  const [counts, people, joined] = await Promise.all([
    db().execute<CountedDay>(sql`
      select ${said("c.day")} as day,
        coalesce(sum(c.claimed) filter (where ${seen(scope)}), 0)::float8 as claimed,
        coalesce(sum(c.used) filter (where ${seen(scope)}), 0)::float8 as used,
        coalesce(sum(c.claimed) filter (where c.live), 0)::float8 as live_claimed,
        coalesce(sum(c.used) filter (where c.live), 0)::float8 as live_used
      from (${await couponCounts(scope, range)}) c group by c.day`),
    participants(scope, range),
    db().execute<{ day: string; count: number }>(sql`
      select ${said("day")} as day, count(*)::int as count from (
        select ${part("registered_at")} as day from member
        where merchant_id = ${scope.merchantId} and ${home} and registered_at >= ${at(since)} and registered_at < ${at(until)}
        order by registered_at desc limit ${LIVE_CAP}) part group by part.day`),
  ]);
  const counted = new Map(counts.map((row) => [row.day, row]));
  const joining = new Map(joined.map((row) => [row.day, row.count]));
  const days = keys.map(
    (day): DayFigures => ({
      day,
      claimed: counted.get(day)?.claimed ?? 0,
      used: counted.get(day)?.used ?? 0,
      participants: people.days.get(day) ?? 0,
      joined: joining.get(day) ?? 0,
    }),
  );
  const { most = LIVE_CAP } = range;
  const live = (key: "live_claimed" | "live_used") => counts.reduce((sum, row) => sum + row[key], 0);
  const isWhole = { claimed: live("live_claimed") < most, used: live("live_used") < most };
  return { days, participants: people.now, participantsBefore: people.before, isWhole };
}
type CountedDay = {
  day: string;
  claimed: number;
  used: number;
  /** How much of it, in whatever store, was counted one by one. */
  live_claimed: number;
  live_used: number;
};
export type HomeDays = Awaited<ReturnType<typeof homeDays>>;

/** Different winners a day, and in each of the two ranges; in a store view, of activities whose prizes are good there. */
async function participants(scope: Scope, range: RangeQuery) {
  const { since, until, first, part, said } = rangeParts(range);
  const isNow = sql`at >= ${at(first)}`;
  const all = scope.storeId === null && scope.storeIds === "all";
  const here = all
    ? sql`true`
    : sql`exists (select 1 from prize p where p.merchant_id = w.merchant_id and p.pool_id = w.pool_id
        and p.coupon_id in (select id from coupon where ${visible(scope)}))`;
  const rows = await db().execute<{ day: string | null; now: boolean | null; count: number }>(sql`
    select ${said("day")} as day, is_now as now, count(distinct member_id)::int as count from (
      select member_id, ${part("at")} as day, ${isNow} as is_now from participation w
      where merchant_id = ${scope.merchantId} and id >= ${idSince("prt", since)} and id < ${idUntil("prt", until)}
        and at >= ${at(since)} and at < ${at(until)} and ${here}
      order by id desc limit ${LIVE_CAP}) part group by grouping sets ((day), (is_now))`);
  const of = (now: boolean) => rows.find((row) => row.day === null && row.now === now)?.count ?? 0;
  const byDay = rows.flatMap((row) => (row.day === null ? [] : [[row.day, row.count] as const]));
  return { now: of(true), before: of(false), days: new Map(byDay) };
}

/**
 * Whether the merchant holds sample data, and whether it may have some: while it has no coupon, member or product of its own.
 */
export async function sampleState(scope: Scope) {
  const of = scope.merchantId;
  const [row] = await db().execute<{ has_sample: boolean; is_empty: boolean }>(sql`
    select exists (select 1 from sample_thing where merchant_id = ${of}) as has_sample,
      not exists (select 1 from coupon where merchant_id = ${of})
      and not exists (select 1 from member where merchant_id = ${of})
      and not exists (select 1 from product where merchant_id = ${of}) as is_empty`);
  return { hasSample: row?.has_sample ?? false, isEmpty: row?.is_empty ?? false };
}

/** The coupons that were claimed most in the range, five at most, with how often each was used in it. */
export async function topCoupons(scope: Scope, range: RangeQuery) {
  const { of, keys } = rangeParts({ ...range, before: range.first });
  const key = keys.at(range.hours ? keys.length / 2 : 0) ?? range.first;
  const rows = await db().execute<{ id: string; name: string; claimed: number; used: number }>(sql`
    select t.coupon_id as id, ${coupons.name} as name, t.claimed, t.used from (
      select c.coupon_id, sum(c.claimed)::float8 as claimed, sum(c.used)::float8 as used
      from (${await couponCounts(scope, range)}) c
      where c.day >= ${of(key)} and ${seen(scope)}
      group by 1 having sum(c.claimed) > 0 order by 2 desc, 1 limit 5) t
    join coupon on ${and(eq(coupons.merchantId, scope.merchantId), sql`${coupons.id} = t.coupon_id`)}
    order by t.claimed desc, t.coupon_id`);
  return [...rows];
}
export type TopCoupon = Awaited<ReturnType<typeof topCoupons>>[number];
