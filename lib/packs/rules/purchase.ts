import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import type { PurchaseStatus } from "@/lib/packs/schema";

export type PurchaseFacts = {
  readonly status: PurchaseStatus;
  readonly expiresAt: Instant | null;
  readonly paymentRef: string | null;
  /** The order it is paid with; null = by itself. */
  readonly orderId: string | null;
};

/** A purchase's status as people see it: one whose time ran out unpaid is cancelled from that very instant. */
export function purchaseStatus(
  purchase: Pick<PurchaseFacts, "status" | "expiresAt">,
  now: Instant,
): PurchaseStatus {
  const isOver = purchase.expiresAt !== null && purchase.expiresAt <= now;
  return purchase.status === "placed" && isOver ? "cancelled" : purchase.status;
}

/**
 * Whether a purchase may be paid at `now` with this payment: `pay`, or `same` where it was paid with it already. Refusals:
 * `purchase_cancelled`, `purchase_expired`, `purchase_already_paid`.
 */
export function mayPay(purchase: PurchaseFacts, paymentRef: string, now: Instant): Result<"pay" | "same"> {
  if (purchase.status === "cancelled") return refuse("purchase_cancelled");
  if (purchase.status !== "placed")
    return purchase.paymentRef === paymentRef ? ok("same") : refuse("purchase_already_paid");
  return purchaseStatus(purchase, now) === "placed" ? ok("pay") : refuse("purchase_expired");
}

/** Whether a purchase may be given up: an unpaid one that is not part of an order. Refusals: as told. */
export function mayCancel(purchase: PurchaseFacts): Result<null> {
  if (purchase.status === "cancelled") return refuse("purchase_cancelled");
  if (purchase.status !== "placed") return refuse("purchase_already_paid");
  return purchase.orderId === null ? ok(null) : refuse("purchase_with_order");
}

/** What became of the vouchers of a purchase. `gone`: used, or given to a friend; what is only offered, and what the merchant took back, is not counted. */
export type VoucherCounts = { readonly available: number; readonly reserved: number; readonly gone: number };

/**
 * Why a purchase cannot be refunded; null = it can, whole: what it cost goes back, every coupon of it is taken back and
 * none comes any more. Refusals: `purchase_not_paid`, `purchase_refunded`, `pack_not_refundable` (given),
 * `pack_in_use` (a coupon is on an unpaid order), `pack_used{used}` (used, or given to a friend).
 */
export function refundRefusal(status: PurchaseStatus, vouchers: VoucherCounts): Refusal | null {
  if (status === "given") return refuse("pack_not_refundable").refusal;
  if (status === "refunded") return refuse("purchase_refunded").refusal;
  if (status !== "paid") return refuse("purchase_not_paid").refusal;
  if (vouchers.reserved > 0) return refuse("pack_in_use").refusal;
  return vouchers.gone > 0 ? refuse("pack_used", { used: vouchers.gone }).refusal : null;
}

/** What is known of the deliveries that are still to come of a purchase. */
export type ToCome = {
  /** Null = none is. */
  readonly nextDueAt: Instant | null;
  /** The coupon that the next one waits for; null = for none. */
  readonly waitsFor: string | null;
};

/**
 * Why staff cannot end what is still to be delivered of a purchase; null = they can: its next delivery waits for a coupon that
 * cannot be had, and no rule gives the money back, for whatever can be refunded whole is (I-18). Refusals: `purchase_not_paid`,
 * `purchase_refunded`, `pack_complete`, `pack_not_waiting`, `pack_refundable`, `pack_in_use`.
 */
export function endRefusal(status: PurchaseStatus, next: ToCome, vouchers: VoucherCounts): Refusal | null {
  const refusal = refundRefusal(status, vouchers);
  if (refusal && refusal.code !== "pack_used" && refusal.code !== "pack_not_refundable") return refusal;
  if (next.nextDueAt === null) return refuse("pack_complete").refusal;
  if (next.waitsFor === null) return refuse("pack_not_waiting").refusal;
  return refusal === null ? refuse("pack_refundable").refusal : null;
}

/**
 * When it is looked at whether a purchase goes back by itself: at the end of the last coupon, once nothing more is to be
 * delivered. Null = it never does.
 */
export function refundDueAt(purchase: {
  readonly autoRefund: boolean;
  readonly isComplete: boolean;
  /** The latest end of its coupons so far. */
  readonly lastUntil: Instant | null;
}): Instant | null {
  return purchase.autoRefund && purchase.isComplete ? purchase.lastUntil : null;
}
