import type { Described } from "@/lib/platform/openapi";

type Faults = Pick<Described, "refusals" | "names" | "keyless">;

const ofCarts = ["store_closed", "code_not_usable", "too_many_tries"];
const ofCoupons = ["promo_code_taken", "no_payment_provider", "image_gone"];
const changed = { refusals: ["wrong_state"] };
const stopped = ["draft", "archived", "ended", "paused", "sold_out"];

/**
 * How each call can fail beside what is the same of all: what it refuses, and whether its body names other things. A call
 * that is not here does neither. Tests ask each of them for every status.
 */
export const apiFaults: Readonly<Record<string, Faults>> = {
  "POST /members": { refusals: ["external_id_taken", "phone_erased"] },
  "POST /coupons": { refusals: ofCoupons, names: true },
  "PATCH /coupons/:id": {
    refusals: [
      ...["archived", "type_fixed", "currency_fixed", "cash_fixed", "quantity_below_issued"],
      ...["promo_code_below_claimed", "budget_below_spent", ...ofCoupons],
    ],
  },
  "POST /coupons/:id/pause": changed,
  "POST /coupons/:id/resume": changed,
  "POST /coupons/:id/archive": changed,
  "POST /coupons/:id/issue": {
    refusals: [
      ...[...stopped, "not_targeted", "blocked", "member_not_eligible"],
      ...["claim_limit_reached", "daily_limit_reached"],
    ],
  },
  "POST /categories": { refusals: ["name_taken"] },
  "POST /products": { refusals: ["sku_taken"], names: true },
  "POST /codes/claim": { refusals: ["code_not_usable", "too_many_tries"], names: true },
  "POST /activities": { refusals: ["code_taken", "coupon_not_usable", "image_gone"], names: true },
  "POST /activities/:id/participations": {
    refusals: [
      ...["not_started", "paused", "ended", "archived", "blocked", "member_not_eligible"],
      ...["wrong_password", "too_many_tries", "participation_limit_reached", "daily_limit_reached"],
      ...["sold_out", "prize_unavailable"],
    ],
  },
  "POST /quotes": { refusals: ofCarts, names: true, keyless: true },
  "POST /orders": { refusals: ["vouchers_not_applicable", ...ofCarts], names: true },
  "POST /orders/:id/pay": {
    refusals: ["order_cancelled", "order_expired", "order_already_paid", "pack_unavailable"],
  },
  "POST /orders/:id/complete": {
    refusals: ["order_cancelled", "order_not_paid", "order_refunded", "order_completed"],
  },
  "POST /orders/:id/cancel": { refusals: ["order_cancelled", "order_already_paid"] },
  "POST /orders/:id/refunds": {
    refusals: ["order_cancelled", "order_not_paid", "refund_exceeds_order", "refund_not_payable"],
  },
  "POST /vouchers/:id/redeem": {
    refusals: [
      ...["needs_order", "not_started", "expired", "used", "transferred", "cancelled"],
      ...["coupon_paused", "wrong_currency", "store_not_allowed", "region_not_allowed", "store_required"],
      ...[
        "channel_not_allowed",
        "device_not_allowed",
        "outside_time_window",
        "member_not_eligible",
        "usage_limit_reached",
      ],
    ],
  },
  "POST /vouchers/:id/revoke": { refusals: ["used", "reserved", "cancelled"], names: true },
  "POST /explain": { refusals: ofCarts, names: true, keyless: true },
  "POST /packs": { refusals: ["image_gone"], names: true },
  "POST /packs/:id/gift": {
    refusals: [
      ...["blocked", "draft", "archived", "paused", "sold_out"],
      ...["gift_too_large", "pack_unavailable"],
    ],
  },
  "POST /packs/:id/purchases": {
    refusals: [
      ...["blocked", "too_many_unpaid", "pack_not_sold", ...stopped, "pack_not_started"],
      ...["purchase_limit_reached", "purchase_limit_today", "pack_unavailable"],
    ],
  },
  "POST /purchases/:id/pay": {
    refusals: [
      ...["purchase_cancelled", "purchase_expired", "purchase_already_paid"],
      ...["purchase_with_order", "pack_unavailable"],
    ],
  },
  "POST /purchases/:id/cancel": {
    refusals: ["purchase_cancelled", "purchase_already_paid", "purchase_with_order"],
  },
  "POST /webhooks": { refusals: ["webhook_limit_reached"] },
  "POST /webhooks/:id/deliveries/:deliveryId/replay": { refusals: ["webhook_disabled"] },
};
