import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clockRollups, couponClockDays, couponDays, dayRollups } from "@/db/schema/analytics";
import { merchants } from "@/db/schema/merchants";
import { newId } from "@/lib/kernel/id";
import type { Instant, LocalDate } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** How far the clocks of our processes may differ from the database's: ids are made by the former. */
const SKEW_MS = 3_600_000;

const edge = (prefix: "vch" | "vev", at: Instant, shiftMs: number) =>
  newId(prefix, Math.max(0, at.getTime() + shiftMs)).slice(0, prefix.length + 11);

/** Whose days are added up: null = by the merchant's own clock, else by that of stores elsewhere (IANA). */
export type Clock = string | null;

/**
 * Holds the merchant's adding up by one clock until the transaction ends. Gives through which day it is done (null = none
 * yet), the clock's zone, and when the first voucher was issued (null = there is none).
 */
export async function lockRollup(tx: Tx, scope: Scope, clock: Clock) {
  const lock = `day_rollup:${scope.merchantId}${clock === null ? "" : `:${clock}`}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
  const through =
    clock === null
      ? sql<string | null>`(select through from ${dayRollups} r where r.merchant_id = merchant.id)`
      : sql<string | null>`(select through from ${clockRollups} r
          where r.merchant_id = merchant.id and r.time_zone = ${clock})`;
  const [row] = await tx
    .select({
      timeZone: merchants.timeZone,
      through: sql<string | null>`${through}::text`,
      first: sql<string | null>`(select issued_at from voucher v where v.merchant_id = merchant.id
        order by v.id limit 1)`,
    })
    .from(merchants)
    .where(eq(merchants.id, scope.merchantId));
  if (!row) throw new Error("a scope without its merchant");
  return {
    ...row,
    timeZone: clock ?? row.timeZone,
    first: row.first === null ? null : new Date(row.first),
  };
}

/** Adds one day up, from its first instant to the next day's, in place of what was there; found by the ids' times. */
export async function addUpDay(
  tx: Tx,
  scope: Scope,
  clock: Clock,
  { day, from, until }: { readonly day: LocalDate; readonly from: Instant; readonly until: Instant },
): Promise<void> {
  const of = scope.merchantId;
  const within = (at: string, id: string, prefix: "vch" | "vev") => sql`
    ${sql.raw(id)} >= ${edge(prefix, from, -SKEW_MS)} and ${sql.raw(id)} < ${edge(prefix, until, SKEW_MS)}
    and ${sql.raw(at)} >= ${from.toISOString()}::timestamptz and ${sql.raw(at)} < ${until.toISOString()}::timestamptz`;
  if (clock === null) {
    await tx.delete(couponDays).where(and(eq(couponDays.merchantId, of), eq(couponDays.day, day)));
  } else {
    const { merchantId, timeZone, day: column } = couponClockDays;
    await tx.delete(couponClockDays).where(and(eq(merchantId, of), eq(timeZone, clock), eq(column, day)));
  }
  const into =
    clock === null
      ? sql`coupon_day (merchant_id, coupon_id, day, claimed, used) select ${of}`
      : sql`coupon_clock_day (time_zone, merchant_id, coupon_id, day, claimed, used) select ${clock}, ${of}`;
  await tx.execute(sql`
    insert into ${into}, coupon_id, ${day}::date, sum(claimed), sum(used) from (
      select v.coupon_id, 1 as claimed, 0 as used from voucher v
        where v.merchant_id = ${of} and ${within("v.issued_at", "v.id", "vch")}
      union all
      select v.coupon_id, 0, 1 from voucher_event e
        join voucher v on v.merchant_id = e.merchant_id and v.id = e.voucher_id
        where e.merchant_id = ${of} and e.kind = 'redeemed' and ${within("e.at", "e.id", "vev")}
    ) all_of_it group by coupon_id`);
}

/** Says through which day the merchant's days are added up by a clock. */
export async function keepThrough(tx: Tx, scope: Scope, clock: Clock, through: LocalDate): Promise<void> {
  const { merchantId } = scope;
  if (clock === null) {
    await tx
      .insert(dayRollups)
      .values({ merchantId, through })
      .onConflictDoUpdate({ target: dayRollups.merchantId, set: { through } });
    return;
  }
  await tx
    .insert(clockRollups)
    .values({ merchantId, timeZone: clock, through })
    .onConflictDoUpdate({ target: [clockRollups.merchantId, clockRollups.timeZone], set: { through } });
}
