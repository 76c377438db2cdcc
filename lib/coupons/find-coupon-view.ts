import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { findCodeOf } from "@/lib/coupons/repository/codes";
import { lockCoupon } from "@/lib/coupons/repository/coupons";
import { couponStatus } from "@/lib/coupons/rules/status";
import { type CouponView, couponView } from "@/lib/coupons/rules/view";
import { AppError } from "@/lib/kernel/app-error";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * A coupon as the API tells it, as it stands in this transaction: what a change of it answers, now and to the same request
 * again. Locks it, if that was not done yet. Throws `not_found` when it is not here.
 */
export async function findCouponView(tx: Tx, scope: Scope, couponId: string): Promise<CouponView> {
  const coupon = await lockCoupon(tx, scope, couponId);
  if (!coupon) throw new AppError("not_found");
  const sharedCode = await findCodeOf(tx, scope, couponId);
  return couponView({ ...coupon, sharedCode, status: couponStatus(coupon, await databaseNow(tx)) });
}
