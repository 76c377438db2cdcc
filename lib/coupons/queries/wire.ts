import { getCoupon, listCoupons } from "@/lib/coupons/queries/coupons";
import type { CouponListQuery } from "@/lib/coupons/queries/reach";
import { type CouponView, couponView } from "@/lib/coupons/rules/view";
import type { Scope } from "@/lib/platform/auth/scope";

/** A page of the coupon list for other systems, newest first. */
export async function listWireCoupons(
  scope: Scope,
  query: Pick<CouponListQuery, "status" | "budget" | "cursor" | "limit">,
) {
  const { rows, nextCursor } = await listCoupons(scope, query);
  return { rows: rows.map(couponView), nextCursor };
}

/** One coupon for other systems; null when the merchant has none such. */
export async function getWireCoupon(scope: Scope, couponId: string): Promise<CouponView | null> {
  const row = await getCoupon(scope, couponId);
  return row && couponView(row);
}
