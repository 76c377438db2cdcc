import { z } from "zod";
import { giftStates, packId } from "@/lib/packs/schema";
import { voucherStatuses } from "@/lib/vouchers/schema";

/** What gift records (C-32) may be narrowed by; an export takes the same. */
export const giftFilterSchema = z.strictObject({
  packId,
  /** A phone in whole. */
  q: z.string().max(200).default(""),
  state: z.enum(giftStates).nullable().default(null),
});
export type GiftFilter = z.output<typeof giftFilterSchema>;

/** What the coupons issued out of a pack (C-32) may be narrowed by; an export takes the same. */
export const packVoucherFilterSchema = z.strictObject({
  packId,
  /** A member's phone in whole. */
  q: z.string().max(200).default(""),
  state: z.enum(voucherStatuses).nullable().default(null),
});
export type PackVoucherFilter = z.output<typeof packVoucherFilterSchema>;
