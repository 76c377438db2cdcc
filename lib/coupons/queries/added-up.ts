import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import type { LocalDate } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** Days that the worker has added up by one clock. */
export type AddedUp = {
  /** A table with the columns coupon_id, day, claimed and used of this merchant's days. */
  readonly days: SQL;
  /** The last day that is added up; null = none yet. */
  readonly through: LocalDate | null;
};

/**
 * The merchant's added-up days by the clock of `timeZone`: their own, or that of stores elsewhere. Of a clock that none of
 * them goes by there are none.
 */
export async function addedUpDays(scope: Scope, timeZone: string): Promise<AddedUp> {
  const of = scope.merchantId;
  const [row] = await db().execute<{ own: boolean; through: string | null }>(sql`
    select m.time_zone = ${timeZone} as own, case when m.time_zone = ${timeZone}
      then (select through from day_rollup r where r.merchant_id = m.id)
      else (select through from clock_rollup r where r.merchant_id = m.id and r.time_zone = ${timeZone}) end::text as through
    from merchant m where m.id = ${of}`);
  const days = row?.own
    ? sql`(select coupon_id, day, claimed, used from coupon_day where merchant_id = ${of})`
    : sql`(select coupon_id, day, claimed, used from coupon_clock_day
        where merchant_id = ${of} and time_zone = ${timeZone})`;
  return { days, through: row?.through ?? null };
}
