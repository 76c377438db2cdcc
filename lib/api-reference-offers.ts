import { z } from "zod";
import { couponInputSchema, couponStatuses } from "@/lib/coupons/schema";

const text = z.string();
const count = z.int().min(0);
const minor = z.int().min(0);
const at = z.iso.datetime({ offset: true });

const { distribution, budgetMinor, currency, ...parts } = couponInputSchema.shape;

/** The parts of a coupon that a voucher keeps for ever. */
export const terms = z.strictObject(parts).describe("The coupon's parts as they were when it was issued.");

/** A coupon with how it stands. */
export const coupon = z.strictObject({
  ...{ id: text, number: text.nullable().describe("Null on a draft."), status: z.enum(couponStatuses) },
  ...parts,
  ...{ currency, distribution, budgetMinor, termsVersion: count, issued: count, used: count, createdAt: at },
});

const codes = <const C extends readonly string[]>(...some: C) => z.enum(some);
const limited = z.int().min(1).nullable();

/** What keeps a coupon from being used, and what keeps it from being claimed; each with its parameters. */
const reason = z.discriminatedUnion("code", [
  z.strictObject({
    code: codes(
      ...(["not_found", "not_holder", "used", "reserved", "transferred", "cancelled"] as const),
      ...(["coupon_paused", "wrong_currency", "store_not_allowed", "channel_not_allowed"] as const),
      ...(["device_not_allowed", "member_required", "member_not_eligible", "no_eligible_product"] as const),
      ...(["budget_exhausted", "not_for_orders", "no_effect", "would_be_free"] as const),
      ...(["draft", "archived", "ended", "paused", "sold_out", "not_public", "blocked"] as const),
    ),
  }),
  z.strictObject({ code: z.literal("not_started"), from: at }),
  z.strictObject({ code: z.literal("expired"), until: at }),
  z.strictObject({ code: z.literal("region_not_allowed"), regions: z.array(text) }),
  z.strictObject({ code: z.literal("outside_time_window"), next: at.nullable() }),
  z.strictObject({
    code: codes("min_spend_not_met", "min_items_not_met"),
    ...{ required: minor, actual: minor, gap: minor },
  }),
  z.strictObject({ code: codes("usage_limit_reached", "too_many_vouchers"), limit: count }),
  z.strictObject({ code: codes("exclusive", "combination_disallowed", "set_refused"), with: z.array(text) }),
  z.strictObject({ code: z.literal("not_in_best_set"), saving: z.int() }),
  z.strictObject({ code: z.literal("claim_limit_reached"), limit: limited }),
  z.strictObject({ code: z.literal("daily_limit_reached"), limit: limited, resetsAt: at }),
]);
export const reasons = z
  .array(reason)
  .describe("Why not: `code`, with its parameters beside it, such as `required`, `actual` and `gap`.");
