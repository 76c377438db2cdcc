import { type CouponStanding, couponStatus } from "@/lib/coupons/rules/status";
import type { Instant } from "@/lib/kernel/time";
import { type ClaimLimits, type QuotaFacts, quotaRefusal } from "@/lib/vouchers/rules";

/** What decides whether a member can claim with a promo code, all of it read at one time. */
export type CodeClaim = {
  readonly code: { readonly quantity: number | null; readonly claimed: number };
  readonly coupon: CouponStanding & ClaimLimits & { readonly methods: readonly string[] };
  /** False where nothing is left of the coupon's fixed days. */
  readonly hasWindow: boolean;
  /** Null = there is no such member. */
  readonly member: { readonly blocked: boolean; readonly admitted: boolean } | null;
  readonly quota: QuotaFacts | null;
};

/** How many more claims a promo code is good for, 0 or more; without a quantity, infinitely many. */
export function leftOfCode({ quantity, claimed }: CodeClaim["code"]): number {
  return quantity === null ? Number.POSITIVE_INFINITY : Math.max(0, quantity - claimed);
}

/** Whether a promo code is good for one more claim. */
export const codeHasLeft = (code: CodeClaim["code"]): boolean => leftOfCode(code) > 0;

/**
 * Whether the member can claim with the code at `now`; `today` is the merchant's local date. Never why not: whoever guesses
 * codes is told nothing by it.
 */
export function canClaim(claim: CodeClaim, now: Instant, today: string): boolean {
  const { code, coupon, hasWindow, member, quota } = claim;
  const status = couponStatus(coupon, now);
  return (
    (status === "active" || status === "scheduled") &&
    hasWindow &&
    codeHasLeft(code) &&
    coupon.methods.includes("code") &&
    member !== null &&
    !member.blocked &&
    member.admitted &&
    quotaRefusal(quota, coupon, 1, today) === null
  );
}
