import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { coupons, couponTerms } from "@/db/schema/coupons";
import { auditEntries, staff } from "@/db/schema/merchants";
import { termsColumns } from "@/lib/coupons/queries/coupons";
import { visible } from "@/lib/coupons/queries/reach";
import type { Scope } from "@/lib/platform/auth/scope";

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

/** The terms of the named versions of a coupon; those that are not there are left out. */
export async function versionTerms(scope: Scope, couponId: string, versions: readonly number[]) {
  return await db()
    .select({ version: couponTerms.version, terms: termsColumns })
    .from(couponTerms)
    .innerJoin(
      coupons,
      and(eq(coupons.merchantId, couponTerms.merchantId), eq(coupons.id, couponTerms.couponId)),
    )
    .where(and(visible(scope), eq(coupons.id, couponId), inArray(couponTerms.version, [...versions])))
    .orderBy(asc(couponTerms.version));
}
export type VersionTerms = Awaited<ReturnType<typeof versionTerms>>[number];

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
