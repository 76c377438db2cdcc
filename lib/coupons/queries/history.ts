import { and, desc, eq, gte, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { coupons, couponTerms } from "@/db/schema/coupons";
import { auditEntries, staff } from "@/db/schema/merchants";
import { vouchers } from "@/db/schema/vouchers";
import { getCoupon, termsColumns, visible } from "@/lib/coupons/queries/coupons";
import { addDays, type Instant, localDate, startOfDay } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

export type CouponDay = { date: string; claimed: number; used: number };

/** Claims and uses of each of the last `days` local days, today last. */
export async function couponDays(
  scope: Scope,
  query: { couponId: string; timeZone: string; days?: number; now?: Instant },
): Promise<CouponDay[]> {
  const { couponId, timeZone, days = 7, now = new Date() } = query;
  const first = addDays(localDate(now, timeZone), 1 - days);
  const since = startOfDay(first, timeZone);
  const perDay = async (at: AnyPgColumn, kind?: SQL) => {
    const day = sql<string>`(${at} at time zone ${sql.param(timeZone)})::date::text`.as("day");
    const rows = await db()
      .select({ day, count: sql<number>`count(*)::int` })
      .from(vouchers)
      .where(
        and(eq(vouchers.merchantId, scope.merchantId), eq(vouchers.couponId, couponId), kind, gte(at, since)),
      )
      .groupBy(sql`1`);
    return new Map(rows.map((row) => [row.day, row.count]));
  };
  if (!(await getCoupon(scope, couponId, now))) return [];
  const [claimed, used] = await Promise.all([
    perDay(vouchers.issuedAt),
    perDay(vouchers.usedAt, eq(vouchers.status, "used")),
  ]);
  return Array.from({ length: days }, (_, i) => addDays(first, i)).map((date) => ({
    date,
    claimed: claimed.get(date) ?? 0,
    used: used.get(date) ?? 0,
  }));
}

/** Every version of a coupon's terms with who wrote it, newest first. */
export async function couponVersions(scope: Scope, couponId: string) {
  return await db()
    .select({
      version: couponTerms.version,
      terms: termsColumns,
      createdAt: couponTerms.createdAt,
      by: staff.name,
    })
    .from(couponTerms)
    .innerJoin(
      coupons,
      and(eq(coupons.merchantId, couponTerms.merchantId), eq(coupons.id, couponTerms.couponId)),
    )
    .leftJoin(staff, eq(staff.id, couponTerms.createdBy))
    .where(and(visible(scope), eq(coupons.id, couponId)))
    .orderBy(desc(couponTerms.version))
    .limit(100);
}

/** What was done to a coupon, by whom and from what to what, newest first. */
export async function couponHistory(scope: Scope, couponId: string) {
  return await db()
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      action: auditEntries.action,
      before: auditEntries.before,
      after: auditEntries.after,
      by: staff.name,
    })
    .from(auditEntries)
    .innerJoin(
      coupons,
      and(eq(coupons.merchantId, auditEntries.merchantId), eq(coupons.id, auditEntries.objectId)),
    )
    .leftJoin(staff, and(eq(auditEntries.actorType, "staff"), eq(staff.id, auditEntries.actorId)))
    .where(and(visible(scope), eq(auditEntries.objectType, "coupon"), eq(auditEntries.objectId, couponId)))
    .orderBy(desc(auditEntries.id))
    .limit(100);
}
