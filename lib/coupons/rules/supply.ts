import { type CouponStanding, couponStatus } from "@/lib/coupons/rules/status";
import { type Refusal, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";

export type SupplyRefusal = Refusal<"draft" | "archived" | "ended" | "paused" | "sold_out">;

/**
 * Whether `wanted` more of a coupon may be issued at `now`, by its state and its quantity alone; null = yes. A
 * scheduled coupon may be issued, its vouchers start when it does. More than are left is a sell-out: never fewer.
 */
export function supplyRefusal(coupon: CouponStanding, wanted: number, now: Instant): SupplyRefusal | null {
  const status = couponStatus(coupon, now);
  if (status === "active" || status === "scheduled") {
    const left = coupon.quantity === null ? wanted : coupon.quantity - coupon.issued;
    return left < wanted ? refuse("sold_out").refusal : null;
  }
  return refuse(status).refusal;
}
