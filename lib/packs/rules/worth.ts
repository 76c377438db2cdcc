import type { CouponBenefit } from "@/lib/coupons/schema";

/** What a list of coupons is worth in minor units: `isLeast` where some of it cannot be told in money. */
export type Worth = { readonly worthMinor: number; readonly isLeast: boolean };

/**
 * What one coupon takes off at its best, in minor units of its currency; null = that cannot be told (a share without a cap,
 * a product, words, points).
 */
function couponWorth(benefit: CouponBenefit): number | null {
  switch (benefit.type) {
    case "amount_off":
    case "cash":
      return benefit.amountMinor;
    case "threshold_off": {
      const { tiers = [], every } = benefit;
      const steps = every ? every.offMinor * (every.maxTimes ?? 1) : 0;
      return Math.max(steps, ...tiers.map((tier) => tier.offMinor));
    }
    case "percent_off":
    case "delivery_off":
      return benefit.maxOffMinor ?? null;
    default:
      return null;
  }
}

type WorthItem = {
  readonly quantity: number;
  readonly benefit: CouponBenefit;
  readonly currency: string;
};

/** What one delivery of these is worth in `currency`. */
export function worthOf(items: readonly WorthItem[], currency: string): Worth {
  const each = items.map((item) =>
    item.currency === currency ? { worth: couponWorth(item.benefit), quantity: item.quantity } : null,
  );
  return {
    worthMinor: each.reduce((sum, one) => sum + (one?.worth ?? 0) * (one?.quantity ?? 0), 0),
    isLeast: each.some((one) => one === null || one.worth === null),
  };
}

/** What everything a pack delivers is worth together: the first delivery, and `cycles - 1` others. */
export function packWorth(first: Worth, each: Worth, cycles: number): Worth {
  return {
    worthMinor: first.worthMinor + each.worthMinor * (cycles - 1),
    isLeast: first.isLeast || (cycles > 1 && each.isLeast),
  };
}
