import { changeCouponState } from "@/lib/coupons/change-coupon-state";
import type { CouponChange } from "@/lib/coupons/rules/status";
import { ok, type Result } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne, type Named } from "@/lib/platform/each-one";

/**
 * Makes one change of many coupons, each in a transaction of its own: what one refuses stops no other, and each refusal is
 * told (those of `changeCouponState`; `not_found`). The same request id changes each once.
 */
export async function changeCoupons(
  scope: Scope,
  request: { readonly requestId: string; readonly coupons: readonly Named[]; readonly change: CouponChange },
): Promise<Result<EachOutcome>> {
  const { requestId, coupons, change } = request;
  const work = (couponId: string, own: string) =>
    changeCouponState(scope, { requestId: own, couponId, change });
  return ok(await eachOne(requestId, coupons, work));
}
