import type { CouponTerms, CouponValidity } from "@/lib/coupons/schema";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { type CouponStanding, couponStatus } from "./status";

export type Extendable = CouponStanding & { readonly terms: Pick<CouponTerms, "validity"> };

/**
 * The validity of a coupon whose last day is moved to the one that ends at `until`; its first day stays.
 * Refusals: `archived`, `wrong_state{state}` where it has ended (many at once bring nothing back that is over),
 * `no_fixed_dates`, `not_later`.
 */
export function extendedValidity(coupon: Extendable, until: Instant, now: Instant): Result<CouponValidity> {
  const status = couponStatus(coupon, now);
  if (status === "archived") return refuse("archived");
  if (status === "ended") return refuse("wrong_state", { state: status });
  const { validity } = coupon.terms;
  if (validity.type !== "fixed") return refuse("no_fixed_dates");
  if (until <= now || until.getTime() <= Date.parse(validity.until)) return refuse("not_later");
  return ok({ ...validity, until: until.toISOString() });
}
