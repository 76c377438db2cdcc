import type { CouponStatus, CouponTerms, SharedCode } from "@/lib/coupons/schema";
import type { Instant } from "@/lib/kernel/time";

export type ViewedCoupon = {
  readonly id: string;
  readonly number: string | null;
  readonly status: CouponStatus;
  readonly currency: string;
  readonly budgetMinor: number | null;
  readonly termsVersion: number;
  readonly methods: readonly string[];
  readonly quantity: number | null;
  readonly claimLimit: number | null;
  readonly claimLimitPerDay: number | null;
  readonly codeSource: string;
  readonly sharedCode: SharedCode | null;
  readonly issued: number;
  readonly used: number;
  readonly createdAt: Instant;
  readonly terms: CouponTerms;
};

/** A coupon as api.md has it: the parts it was written with, and how it stands. Plain JSON. */
export function couponView(coupon: ViewedCoupon) {
  const { id, number, status, currency, budgetMinor, termsVersion, quantity, issued, used } = coupon;
  const { methods, claimLimit, claimLimitPerDay, codeSource, sharedCode: shared } = coupon;
  const sharedCode = shared && { code: shared.code, quantity: shared.quantity };
  return {
    ...{ id, number, status, currency },
    ...coupon.terms,
    distribution: { methods, quantity, claimLimit, claimLimitPerDay, codeSource, sharedCode },
    ...{ budgetMinor, termsVersion, issued, used },
    createdAt: coupon.createdAt.toISOString(),
  };
}
export type CouponView = ReturnType<typeof couponView>;
