import type { CouponValidity } from "@/lib/coupons/schema";
import { addDays, addHours, type Instant, localDate, nextMidnight, startOfDay } from "@/lib/kernel/time";

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

/** What `voucherWindow` gives at every instant from `now` until `holdsUntil`, said without the instant. */
export type WindowPlan = {
  /** Null = from the instant of issue. */
  readonly from: Instant | null;
  /** Null = for ever, or `hours` after the issue. */
  readonly until: Instant | null;
  readonly hours: number | null;
  /** Null = for ever. */
  readonly holdsUntil: Instant | null;
};

/**
 * The window of vouchers issued from `now` on, for whoever issues later than they decide: applied to any instant t with
 * `now <= t < holdsUntil` it is `voucherWindow(validity, t, zone)`. Null when nothing is left of a fixed window.
 */
export function windowPlan(validity: CouponValidity, now: Instant, zone: string): WindowPlan | null {
  const window = voucherWindow(validity, now, zone);
  if (!window) return null;
  const plan = { from: null, until: window.until, hours: null, holdsUntil: null };
  switch (validity.type) {
    case "fixed":
      return { ...plan, from: window.from, holdsUntil: window.until };
    case "days_after_claim": {
      const from = validity.startAfterDays === 0 ? null : window.from;
      return { ...plan, from, holdsUntil: nextMidnight(now, zone) };
    }
    case "hours_after_claim":
      return { ...plan, until: null, hours: validity.hours };
    case "permanent":
      return plan;
  }
}
