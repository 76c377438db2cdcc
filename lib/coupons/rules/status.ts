import type { CouponStatus } from "@/lib/coupons/schema";
import type { Instant } from "@/lib/kernel/time";

/** What a coupon's status is computed from. `validUntil` is null unless its validity is a fixed window. */
export type CouponStanding = {
  readonly publishedAt: Instant | null;
  readonly pausedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly archivedAt: Instant | null;
  readonly validFrom: Instant | null;
  readonly validUntil: Instant | null;
  /** Null = unlimited. */
  readonly quantity: number | null;
  readonly issued: number;
};

/** The one status of a coupon at `now` (C18). Half-open: at `validUntil` it has ended, at `validFrom` it is active. */
export function couponStatus(coupon: CouponStanding, now: Instant): CouponStatus {
  if (coupon.archivedAt) return "archived";
  if (!coupon.publishedAt) return "draft";
  if (coupon.endedAt || (coupon.validUntil && coupon.validUntil <= now)) return "ended";
  if (coupon.pausedAt) return "paused";
  if (coupon.quantity !== null && coupon.issued >= coupon.quantity) return "sold_out";
  if (coupon.validFrom && coupon.validFrom > now) return "scheduled";
  return "active";
}

/** What staff may do with a coupon by hand. */
export type CouponChange = "publish" | "pause" | "resume" | "end" | "archive" | "restore";

const allowedFrom: Record<CouponChange, readonly CouponStatus[]> = {
  publish: ["draft"],
  pause: ["active", "scheduled", "sold_out"],
  resume: ["paused"],
  end: ["active", "scheduled", "sold_out", "paused"],
  archive: ["draft", "active", "scheduled", "paused", "sold_out", "ended"],
  restore: ["archived"],
};

/** Whether `change` may be made to a coupon of this status; the console shows exactly these. */
export function mayChange(status: CouponStatus, change: CouponChange): boolean {
  return allowedFrom[change].includes(status);
}
