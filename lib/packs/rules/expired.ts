import type { Instant } from "@/lib/kernel/time";

/** What is known of a coupon of an expired pack. */
export type ExpiredVoucher = {
  readonly status: "available" | "reserved" | "used" | "cancelled" | "transferred";
  /** Null = for ever. */
  readonly validUntil: Instant | null;
  /** Whose it was first, where they gave it to a friend; null = it is only offered, and is its buyer's again soon. */
  readonly issuedTo?: string | null;
};

/** How soon it is asked again about a coupon that is on an unpaid order, or offered to a friend who can take it no more. */
const AGAIN_MS = 15 * 60_000;

/**
 * What becomes of a pack whose coupons should all be over at `now`: it goes back where none was used or given away and every
 * one expired or was taken back by the merchant; it is kept where one was; it is looked at later where one is on an unpaid
 * order, or still good.
 */
export function lookAtExpired(
  vouchers: readonly ExpiredVoucher[],
  now: Instant,
):
  | { readonly type: "refund" }
  | { readonly type: "keep" }
  | { readonly type: "later"; readonly at: Instant } {
  const isOffered = ({ status, issuedTo }: ExpiredVoucher) => status === "transferred" && issuedTo === null;
  const isGone = (one: ExpiredVoucher) =>
    one.status === "used" || (one.status === "transferred" && !isOffered(one));
  if (vouchers.length === 0 || vouchers.some(isGone)) return { type: "keep" };
  const left = vouchers.filter(({ status }) => status !== "cancelled");
  if (left.some(({ validUntil }) => validUntil === null)) return { type: "keep" };
  const last = Math.max(0, ...left.map(({ validUntil }) => validUntil?.getTime() ?? 0));
  if (last > now.getTime()) return { type: "later", at: new Date(last) };
  const isKept = left.some((one) => one.status === "reserved" || isOffered(one));
  return isKept ? { type: "later", at: new Date(now.getTime() + AGAIN_MS) } : { type: "refund" };
}
