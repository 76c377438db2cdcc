import type { Instant } from "@/lib/kernel/time";

/** What is known of a coupon of an expired pack. */
export type ExpiredVoucher = {
  readonly status: "available" | "reserved" | "used" | "cancelled" | "transferred";
  /** Null = for ever. */
  readonly validUntil: Instant | null;
};

/** How soon it is asked again about a coupon that is on an unpaid order. */
const AGAIN_MS = 15 * 60_000;

/**
 * What becomes of a pack whose coupons should all be over at `now`: it goes back where none was used or given away and every
 * one expired; it is kept for good where one was; it is looked at later where one is on an unpaid order, or still good.
 */
export function lookAtExpired(
  vouchers: readonly ExpiredVoucher[],
  now: Instant,
):
  | { readonly type: "refund" }
  | { readonly type: "keep" }
  | { readonly type: "later"; readonly at: Instant } {
  const isGone = ({ status }: ExpiredVoucher) => status !== "available" && status !== "reserved";
  if (vouchers.length === 0 || vouchers.some(isGone)) return { type: "keep" };
  if (vouchers.some(({ validUntil }) => validUntil === null)) return { type: "keep" };
  const last = Math.max(...vouchers.map(({ validUntil }) => validUntil?.getTime() ?? 0));
  if (last > now.getTime()) return { type: "later", at: new Date(last) };
  const isReserved = vouchers.some(({ status }) => status === "reserved");
  return isReserved ? { type: "later", at: new Date(now.getTime() + AGAIN_MS) } : { type: "refund" };
}
