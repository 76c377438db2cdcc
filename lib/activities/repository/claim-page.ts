import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { couponStock, coupons } from "@/db/schema/coupons";
import { merchants } from "@/db/schema/merchants";
import type { Scope } from "@/lib/platform/auth/scope";

/** What a coupon's claim page is made of; null = there is no such coupon of this merchant, or it is not published. */
export async function loadPageCoupon(tx: Tx, scope: Scope, couponId: string) {
  const [row] = await tx
    .select({
      number: coupons.number,
      name: coupons.name,
      methods: coupons.methods,
      publishedAt: coupons.publishedAt,
      validUntil: coupons.validUntil,
      perMember: coupons.claimLimit,
      perMemberPerDay: coupons.claimLimitPerDay,
      quantity: couponStock.quantity,
      timeZone: merchants.timeZone,
    })
    .from(coupons)
    .innerJoin(merchants, eq(merchants.id, coupons.merchantId))
    .innerJoin(
      couponStock,
      and(
        eq(couponStock.merchantId, coupons.merchantId),
        eq(couponStock.couponId, coupons.id),
        eq(couponStock.shard, 0),
      ),
    )
    .where(
      and(
        eq(coupons.merchantId, scope.merchantId),
        eq(coupons.id, couponId),
        isNotNull(coupons.publishedAt),
        isNull(coupons.archivedAt),
      ),
    );
  return row ?? null;
}
export type PageCoupon = NonNullable<Awaited<ReturnType<typeof loadPageCoupon>>>;

/** The merchant's activities whose code is this number or one that follows it (`number-2`), and which are claim pages that are not over. */
export async function codesOf(tx: Tx, scope: Scope, number: string) {
  return await tx
    .select({
      code: activities.code,
      isPage: sql<boolean>`${activities.kind} = 'claim_page' and ${activities.archivedAt} is null
        and ${activities.endsAt} > now()`,
    })
    .from(activities)
    .where(
      and(
        eq(activities.merchantId, scope.merchantId),
        sql`starts_with(lower(${activities.code}), lower(${number}))`,
      ),
    );
}
