import type { CouponInput } from "@/lib/coupons/schema";
import { canonicalText } from "@/lib/kernel/canonical-text";

/** A coupon without its promo code: that is one coupon's, and a template is none. */
export function withoutCode(coupon: CouponInput): CouponInput {
  return { ...coupon, distribution: { ...coupon.distribution, sharedCode: null } };
}

/** A coupon as one row of parts, each with a name of its own. */
function partsOf({ distribution, ...coupon }: CouponInput): Record<string, unknown> {
  const { methods, quantity, claimLimit, claimLimitPerDay } = distribution;
  return { ...coupon, methods, quantity, claimLimit, claimLimitPerDay };
}

/** All that a new template is, for the log: its own name, and what it holds. */
export function templateParts(name: string, coupon: CouponInput): Record<string, unknown> {
  return { ...partsOf(coupon), couponName: coupon.name, name };
}

/** What differs between what a template held and what it holds now, before and after. */
export function changedParts(before: CouponInput, after: CouponInput) {
  const [was, is] = [partsOf(before), partsOf(after)];
  const changed = Object.keys(is).filter((key) => canonicalText(was[key]) !== canonicalText(is[key]));
  const pick = (parts: Record<string, unknown>) =>
    Object.fromEntries(changed.map((key) => [key, parts[key]]));
  return { before: pick(was), after: pick(is) };
}
