import type { CouponValidity } from "@/lib/coupons/schema";
import { addDays, addHours, type Instant, localDate, startOfDay } from "@/lib/kernel/time";

/** When a voucher is good: `from <= t < until`; null = for ever. */
export type VoucherWindow = { readonly from: Instant; readonly until: Instant | null };

/**
 * The window of a voucher issued at `issuedAt`, days being days of `zone` (product.md C12). Days at once: from the
 * instant until the local midnight that ends date + days. After N >= 1 days: whole local days from date + N. Hours are
 * elapsed time. Null when nothing is left of a fixed window, so that nobody is given what is over.
 */
export function voucherWindow(
  validity: CouponValidity,
  issuedAt: Instant,
  zone: string,
): VoucherWindow | null {
  switch (validity.type) {
    case "fixed": {
      const until = new Date(validity.until);
      return until <= issuedAt ? null : { from: new Date(validity.from), until };
    }
    case "days_after_claim": {
      const today = localDate(issuedAt, zone);
      const { startAfterDays: after, days } = validity;
      if (after === 0) return { from: issuedAt, until: startOfDay(addDays(today, days + 1), zone) };
      const first = addDays(today, after);
      return { from: startOfDay(first, zone), until: startOfDay(addDays(first, days), zone) };
    }
    case "hours_after_claim":
      return { from: issuedAt, until: addHours(issuedAt, validity.hours) };
    case "permanent":
      return { from: issuedAt, until: null };
  }
}
