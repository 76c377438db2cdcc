import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
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
