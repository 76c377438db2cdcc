import type { Instant } from "@/lib/kernel/time";
import type { Channel, Device, Terms } from "@/lib/pricing/terms";

/*
 * What goes into a price and what comes out of it (pricing.md sections 1, 3, 4, 9 and 10). Amounts are integers in minor
 * units of the cart's currency, each from 0 to 10^12, sums of a cart among them; rates are basis points. An instant that
 * goes in is a Date, one that comes out is text in UTC: a quote is plain JSON and is stored as it is.
 */

export type { Benefit, BenefitType, Channel, Device, Terms } from "@/lib/pricing/terms";

export type MemberFacts = {
  readonly id: string;
  /** No order of this merchant by this member was paid before the cart's `at`. */
  readonly isNew: boolean;
  readonly planIds: readonly string[];
  readonly tierIds: readonly string[];
  readonly groupIds: readonly string[];
  readonly tagIds: readonly string[];
};

export type CartLine = {
  readonly id: string;
  readonly productId: string;
  readonly categoryIds: readonly string[];
  readonly unitPriceMinor: number;
  /** 1 to 1,000 units. */
  readonly quantity: number;
  /** The price is already a promotion's. */
  readonly onOffer: boolean;
};

/** What is to be priced: 1 to 200 lines in a fixed order with distinct ids, all of it at most 10^12. */
export type Cart = {
  readonly currency: string;
  readonly store: { readonly id: string; readonly timeZone: string };
  readonly channel: Channel;
  readonly device: Device;
  /** The part of the store's floor where it is sold; absent or null = nobody says. */
  readonly region?: string | null;
  readonly at: Instant;
  readonly deliveryMinor: number;
  /** Null = nobody is known to buy. */
  readonly member: MemberFacts | null;
  /** Vouchers on one order at most. */
  readonly maxVouchersPerOrder: number;
  readonly lines: readonly CartLine[];
};

/** A voucher's state as it is stored: the clock adds the rest. `reserved` = on another order than this one. */
export type VoucherState = "available" | "reserved" | "used" | "cancelled" | "transferred";

/**
 * A voucher, or a code that the member could claim now, with the terms it was (or would be) issued under. Its name among
 * the candidates is its voucher id, else its code.
 */
export type Candidate = {
  /** Null = not issued yet: `code` is what would issue it. */
  readonly voucherId: string | null;
  readonly code: string | null;
  readonly couponId: string;
  readonly termsVersion: number;
  readonly terms: Terms;
  /** The coupon's currency. */
  readonly currency: string;
  /** Who holds it; of a code, the member who would claim it. */
  readonly memberId: string | null;
  readonly state: VoucherState;
  readonly issuedAt: Instant;
  readonly validFrom: Instant;
  /** Exclusive; null = for ever. */
  readonly validUntil: Instant | null;
  readonly couponPaused: boolean;
  /** This member's vouchers of this coupon that are used, or reserved on another order. */
  readonly uses: number;
  /** What is left of the coupon's budget; null = it has none. */
  readonly budgetLeftMinor: number | null;
};

/** Why a voucher takes nothing off (section 10, in its order), with the parameters its words need. */
export type Reason =
  | { readonly code: "not_found" | "not_holder" }
  | { readonly code: "not_started"; readonly from: string }
  | { readonly code: "expired"; readonly until: string }
  | { readonly code: "used" | "reserved" | "transferred" | "cancelled" | "coupon_paused" }
  | { readonly code: "wrong_currency" | "store_not_allowed" | "channel_not_allowed" | "device_not_allowed" }
  | { readonly code: "region_not_allowed"; readonly regions: readonly string[] }
  | { readonly code: "outside_time_window"; readonly next: string | null }
  | { readonly code: "member_required" | "member_not_eligible" | "no_eligible_product" }
  | {
      readonly code: "min_spend_not_met" | "min_items_not_met";
      readonly required: number;
      readonly actual: number;
      readonly gap: number;
    }
  | { readonly code: "usage_limit_reached"; readonly limit: number }
  | { readonly code: "budget_exhausted" | "not_for_orders" | "no_effect" | "would_be_free" }
  | { readonly code: "exclusive" | "combination_disallowed"; readonly with: readonly string[] }
  | { readonly code: "too_many_vouchers"; readonly limit: number }
  | { readonly code: "set_refused"; readonly with: readonly string[] }
  | { readonly code: "not_in_best_set"; readonly saving: number };
export type ReasonCode = Reason["code"];

/** The codes in the order in which they are reported (section 10). */
export const reasonCodes = [
  "not_found",
  "not_holder",
  "not_started",
  "expired",
  "used",
  "reserved",
  "transferred",
  "cancelled",
  "coupon_paused",
  "wrong_currency",
  "store_not_allowed",
  "region_not_allowed",
  "channel_not_allowed",
  "device_not_allowed",
  "outside_time_window",
  "member_required",
  "member_not_eligible",
  "no_eligible_product",
  "min_spend_not_met",
  "min_items_not_met",
  "usage_limit_reached",
  "budget_exhausted",
  "not_for_orders",
  "no_effect",
  "would_be_free",
  "exclusive",
  "combination_disallowed",
  "too_many_vouchers",
  "set_refused",
  "not_in_best_set",
] as const satisfies readonly ReasonCode[];

export type QuotedLine = {
  readonly id: string;
  readonly originalMinor: number;
  readonly discountMinor: number;
  readonly netMinor: number;
  /** What each unit costs in the end, by unit index. */
  readonly unitNetMinor: readonly number[];
};

/** A voucher that takes something off; in order of application. */
export type AppliedVoucher = {
  readonly voucherId: string | null;
  /** Present where the voucher is still to be claimed with this code. */
  readonly code?: string;
  readonly couponId: string;
  readonly name: string;
  readonly discountMinor: number;
  readonly deliveryDiscountMinor: number;
  /** Only lines it takes something off. */
  readonly lines: readonly { readonly lineId: string; readonly discountMinor: number }[];
};

export type RefusedVoucher = {
  readonly voucherId: string | null;
  readonly code?: string;
  /** Null, as the name: there is no such voucher. */
  readonly couponId: string | null;
  readonly name: string | null;
  readonly reasons: readonly Reason[];
};

/** What the cart costs; `discountMinor` counts goods only. */
export type Quote = {
  readonly at: string;
  readonly currency: string;
  readonly subtotalMinor: number;
  readonly deliveryMinor: number;
  readonly discountMinor: number;
  readonly deliveryDiscountMinor: number;
  readonly totalMinor: number;
  /** False where the search for the best set was cut off. */
  readonly optimal: boolean;
  readonly lines: readonly QuotedLine[];
  readonly applied: readonly AppliedVoucher[];
  readonly notApplied: readonly RefusedVoucher[];
};

/** `best`, or the names (voucher ids and codes) of exactly the vouchers to apply; `[]` = none. */
export type Choice = "best" | readonly string[];

/**
 * `priceCart` of price-cart.ts: what `cart` costs with these candidates. Total: never throws on a well-formed cart; the
 * order of the candidates does not matter. A name in `choice` that no candidate has is `not_found`.
 */
export type PriceCart = (cart: Cart, candidates: readonly Candidate[], choice: Choice) => Quote;

/** Units of a line to give back. */
export type RefundLine = { readonly lineId: string; readonly quantity: number };

/** A paid order as a refund needs it. */
export type PaidOrder = {
  /** The cart as it was placed, with the order's own `at`. */
  readonly cart: Cart;
  /** What it was placed at: each unit's price is this quote's `unitNetMinor`. */
  readonly quote: Quote;
  /** The vouchers it was placed with, under their terms; every applied one of the quote, in any order. */
  readonly vouchers: readonly Candidate[];
  readonly basis: "units" | "reprice";
  readonly completed: boolean;
  /** What earlier refunds gave back: units by line id (none = 0), and money, delivery among it. */
  readonly refundedUnits: Readonly<Record<string, number>>;
  readonly refundedMinor: number;
};

export type RefundRequest = {
  readonly by: "merchant" | "member";
  /** Null = every unit that is left. */
  readonly lines: readonly RefundLine[] | null;
  /** When it is refunded: decides only whether a returned voucher is still good. */
  readonly at: Instant;
};

/** What becomes of a voucher when an order lets go of it. */
export type VoucherOutcome = "used" | "available" | "expired";

export type RefundPlan =
  | {
      readonly ok: true;
      readonly refundMinor: number;
      /** The units given back now, in the cart's order of lines, only lines with some. */
      readonly lines: readonly RefundLine[];
      /** No unit of the order is left after it. */
      readonly final: boolean;
      /** By name of the candidate. A voucher that an earlier refund returned keeps that answer. */
      readonly vouchers: Readonly<Record<string, VoucherOutcome>>;
    }
  | { readonly ok: false; readonly code: "refund_exceeds_order" };

/**
 * `planRefund` of refund.ts: the money, units and vouchers of one refund of a paid order (section 9). Nothing that is
 * left, an unknown line, or more units than are left is `refund_exceeds_order`.
 */
export type PlanRefund = (order: PaidOrder, request: RefundRequest) => RefundPlan;

/** `outcomeOfReturn` of refund.ts: what a voucher is once it is released or returned at `at`. */
export type OutcomeOfReturn = (validUntil: Instant | null, at: Instant) => "available" | "expired";
