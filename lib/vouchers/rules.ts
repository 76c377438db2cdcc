import type { Instant } from "@/lib/kernel/time";

export type StoredVoucherStatus = "available" | "reserved" | "used" | "cancelled" | "transferred";

/** A voucher's status as people see it: what is stored, and what the clock adds. */
export type VoucherStatus = StoredVoucherStatus | "expired";

export type VoucherFacts = {
  readonly status: StoredVoucherStatus;
  readonly validFrom: Instant;
  /** Null = for ever. */
  readonly validUntil: Instant | null;
  /** Of a reserved one, until when its unpaid order keeps it; null or absent = nothing is known of one. */
  readonly heldUntil?: Instant | null;
};

/**
 * Expired at the very instant `validUntil`, and its own again at the very instant its unpaid order's time is over, whatever any
 * job does (C26, U2); only what could still be used expires.
 */
export function voucherStatus(
  { status, validUntil, heldUntil = null }: VoucherFacts,
  now: Instant,
): VoucherStatus {
  const isFree = status === "available" || (status === "reserved" && heldUntil !== null && heldUntil <= now);
  // One that is offered as a gift runs out as well: nobody can take it any more.
  if (!isFree && status !== "transferred") return status;
  if (validUntil !== null && validUntil <= now) return "expired";
  return isFree ? "available" : status;
}

/** As `voucherStatus`, telling apart one that has not begun. */
export function voucherStanding(voucher: VoucherFacts, now: Instant): VoucherStatus | "not_started" {
  const status = voucherStatus(voucher, now);
  return status === "available" && voucher.validFrom > now ? "not_started" : status;
}

/**
 * Whether a voucher is offered as a gift that nobody can take any more at `now`: it is kept from its giver until a job gives it back,
 * a minute at most, or they take it back. `offeredUntil`: null = it is not offered.
 */
export function isGiftOver(
  { offeredUntil }: { readonly offeredUntil: Instant | null },
  now: Instant,
): boolean {
  return offeredUntil !== null && offeredUntil <= now;
}

/** Whole days left, rounded up; null = for ever or not to be used any more. What "2 days left" is made of. */
export function daysLeft(voucher: VoucherFacts, now: Instant): number | null {
  if (voucher.validUntil === null || voucherStatus(voucher, now) !== "available") return null;
  return Math.ceil((voucher.validUntil.getTime() - now.getTime()) / 86_400_000);
}

/** What a member was given of a coupon outside of prizes, and the day that `issuedToday` counts. */
export type QuotaFacts = { readonly issued: number; readonly day: string; readonly issuedToday: number };

/** The claim limits of a coupon; null = none. */
export type ClaimLimits = { readonly claimLimit: number | null; readonly claimLimitPerDay: number | null };

/** Which limit `wanted` more would break; null = none. `today` is the merchant's local date. */
export function quotaRefusal(
  quota: QuotaFacts | null,
  limits: ClaimLimits,
  wanted: number,
  today: string,
): "claim_limit_reached" | "daily_limit_reached" | null {
  const issued = quota?.issued ?? 0;
  const issuedToday = quota?.day === today ? quota.issuedToday : 0;
  if (limits.claimLimit !== null && issued + wanted > limits.claimLimit) return "claim_limit_reached";
  if (limits.claimLimitPerDay !== null && issuedToday + wanted > limits.claimLimitPerDay)
    return "daily_limit_reached";
  return null;
}
