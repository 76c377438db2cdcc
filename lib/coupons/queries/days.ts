import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { type AddedUp, addedUpDays } from "@/lib/coupons/queries/added-up";
import { getCoupon } from "@/lib/coupons/queries/coupons";
import { partsOf, type Span } from "@/lib/coupons/queries/parts";
import { newId } from "@/lib/kernel/id";
import { addDays, type LocalDate } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** Of a day, or of an hour: what `partsOf` calls it. */
export type CouponDay = { date: string; claimed: number; used: number };

/** How far the clocks of our processes may differ from the database's: ids are made by the former. */
const SKEW_MS = 3_600_000;

type Days = Span & { readonly couponId: string };

/**
 * Claims and uses of a coupon on each day from `from` to `to`, both included, of the clock of `timeZone`: the merchant's or
 * a store's; or in each of the hours asked for. Nothing for a coupon that is not theirs to see.
 *
 * Days that the worker has added up by that clock are read from there: a row a day, however many vouchers there are. They
 * are exact for good, since they count what never changes: when a voucher was issued, and the entries of its history that
 * say it was used; and a day is added up only an hour after its end, when nothing of it is still being written. The days
 * after, as a rule today alone, are counted here from the indexes, so that no day is counted twice and none left out.
 */
export async function couponDays(scope: Scope, query: Days): Promise<CouponDay[]> {
  const { couponId, from, to, timeZone } = query;
  const [coupon, addedUp] = await Promise.all([getCoupon(scope, couponId), addedUpDays(scope, timeZone)]);
  if (!coupon) return [];
  if (query.hours) return filled(query, await countLive(scope, query));
  const next = addedUp.through ? addDays(addedUp.through, 1) : from;
  const live = next > from ? next : from;
  const [rolled, counted] = await Promise.all([
    live > from ? readAddedUp(addedUp, query, live) : [],
    live <= to ? countLive(scope, { ...query, from: live }) : [],
  ]);
  return filled(query, [...rolled, ...counted]);
}

function filled(span: Span, rows: readonly CouponDay[]): CouponDay[] {
  const found = new Map(rows.map((row) => [row.date, row]));
  return partsOf(span).keys.map((date) => found.get(date) ?? { date, claimed: 0, used: 0 });
}

async function readAddedUp(addedUp: AddedUp, { couponId, from, to }: Days, live: LocalDate) {
  const last = addDays(live, -1);
  const rows = await db().execute<CouponDay>(sql`
    select day::text as date, claimed::float8 as claimed, used::float8 as used from ${addedUp.days} d
    where coupon_id = ${couponId} and day >= ${from}::date and day <= ${last < to ? last : to}::date`);
  return [...rows];
}

async function countLive(scope: Scope, { couponId, ...span }: Days): Promise<CouponDay[]> {
  const { since, until, part, said } = partsOf(span);
  const within = (column: string) =>
    sql`${sql.raw(column)} >= ${since.toISOString()}::timestamptz and ${sql.raw(column)} < ${until.toISOString()}::timestamptz`;
  const firstEvent = newId("vev", Math.max(0, since.getTime() - SKEW_MS)).slice(0, 14);
  const rows = await db().execute<{ date: string; claimed: number; used: number }>(sql`
    select ${said("day")} as date, sum(claimed)::float8 as claimed, sum(used)::float8 as used from (
      select ${part("issued_at")} as day, count(*) as claimed, 0 as used from voucher
        where merchant_id = ${scope.merchantId} and coupon_id = ${couponId} and ${within("issued_at")} group by 1
      union all
      select ${part("e.at")}, 0, count(*) from voucher_event e
        join voucher v on v.merchant_id = e.merchant_id and v.id = e.voucher_id and v.coupon_id = ${couponId}
        where e.merchant_id = ${scope.merchantId} and e.id >= ${firstEvent} and e.kind = 'redeemed'
          and ${within("e.at")} group by 1) parts group by day`);
  return [...rows];
}
