import type { CouponConditions } from "@/lib/coupons/schema";
import type { Instant } from "@/lib/kernel/time";
import type { Cart, MemberFacts, Reason, ReasonCode } from "@/lib/pricing/shapes";

/** What only a cart can fail. */
const ofCarts: ReadonlySet<ReasonCode> = new Set([
  "no_eligible_product",
  "min_spend_not_met",
  "min_items_not_met",
  "not_for_orders",
  "no_effect",
  "would_be_free",
  "budget_exhausted",
]);
/** What only a place can fail. */
const ofPlaces: ReadonlySet<ReasonCode> = new Set(["store_not_allowed", "wrong_currency"]);

/**
 * The cart that a coupon without an order is tested with, so that pricing's own tests decide: one thing that costs nothing, at
 * the desk of the store, or nowhere.
 */
export function deskCart(facts: {
  readonly row: { readonly currency: string };
  readonly store: { readonly id: string; readonly timeZone: string; readonly currency: string } | null;
  /** The part of the store's floor; absent or null = nobody says. */
  readonly region?: string | null;
  readonly member: MemberFacts | null;
  readonly at: Instant;
}): Cart {
  const { row, store, region = null, member, at } = facts;
  return {
    currency: store?.currency ?? row.currency,
    store: { id: store?.id ?? "", timeZone: store?.timeZone ?? "UTC" },
    ...{ channel: "till", device: "till", region, at, deliveryMinor: 0, member, maxVouchersPerOrder: 1 },
    lines: [{ id: "1", productId: "", categoryIds: [], unitPriceMinor: 0, quantity: 1, onOffer: false }],
  };
}

/** Whether it takes a store to know if a coupon works: its stores, floors or hours are limited, and hours are a store's. */
export function needsPlace(conditions: CouponConditions): boolean {
  const { storeIds, regions = [], weekdays, hours } = conditions;
  return storeIds !== "all" || regions.length > 0 || weekdays.length < 7 || hours.length > 0;
}

/** Of pricing's reasons those that hold at a desk; without a place those that need one are left to whoever stands there. */
export function deskReasons(reasons: readonly Reason[], hasPlace: boolean): Reason[] {
  return reasons.filter(
    ({ code }) => !ofCarts.has(code) && (hasPlace || (!ofPlaces.has(code) && code !== "outside_time_window")),
  );
}

/**
 * What a voucher is worth without an order: a credit, words, or nothing at all because it takes something off an order. Cash
 * is in minor units of the coupon's currency.
 */
export function worthOf(
  benefit: { readonly type: string; readonly points?: number; readonly amountMinor?: number },
  currency: string,
): { readonly unit: string; readonly amount: number } | "words" | "order" {
  if (benefit.type === "points") return { unit: "points", amount: benefit.points ?? 0 };
  if (benefit.type === "cash") return { unit: currency, amount: benefit.amountMinor ?? 0 };
  return benefit.type === "generic" || benefit.type === "external" ? "words" : "order";
}
