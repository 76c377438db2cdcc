import { z } from "zod";

/** What an alert about a difference says: figures and ids, nothing personal. */
export const differenceSchema = z.object({
  /** How many subjects were found, of those looked at in the last run. */
  count: z.int().min(0),
  /** Some of them, to look into; they are looked at again in every run until they are mended. */
  examples: z.array(z.string()).max(20),
  /** Of money that is to go back: its provider said that it cannot, and somebody has to pay it by hand. */
  isFailed: z.boolean().optional(),
});
export type Difference = z.output<typeof differenceSchema>;

/** Most ids that an alert names. */
export const EXAMPLES = 20;

/** The invariants the console has words for, by their key in db/oracles.ts. */
export const differenceKeys = [
  "coupon_oversold",
  "pool_oversold",
  "activity_limit",
  "password_limit",
  "grant_limit",
  "activity_day_limit",
  "coupon_issued",
  "pool_won",
  "coupon_used",
  "activity_counters",
  "member_participations",
  "member_wins",
  "member_grants",
  "code_claims",
  "voucher_announced",
  "success_announced",
  "participation_audited",
  "participation_vouchers",
  "voucher_offered",
  "voucher_given",
  "voucher_reserved",
  "voucher_spent",
  "budget_spent",
  "refunded",
  "order_money",
  "member_spent",
  "account_balance",
  "pack_oversold",
  "pack_counters",
  "pack_tally",
  "pack_quota",
  "pack_deliveries",
  "pack_vouchers",
  "pack_refunded",
  "pack_requests",
  "pack_money",
  "payment_back",
  "pack_back",
] as const;
export type DifferenceKey = (typeof differenceKeys)[number];

/** Whether the console has words for this subject of an alert. */
export function isDifferenceKey(subject: string): subject is DifferenceKey {
  return differenceKeys.some((key) => key === subject);
}

/** How far a round through everything has come; null = at its beginning. */
export const positionSchema = z
  .object({
    merchantId: z.string(),
    subject: z.enum([
      "coupon",
      "activity",
      "member",
      "voucher",
      "participation",
      "order",
      "pack",
      "purchase",
    ]),
    /** The last id that was looked at. */
    after: z.string(),
  })
  .nullable();
export type Position = z.output<typeof positionSchema>;

export const acknowledgeInputSchema = z.strictObject({
  requestId: z.string().min(8).max(64),
  alertId: z.string().startsWith("alt_").max(40),
});
