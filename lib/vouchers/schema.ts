import { z } from "zod";

/** A voucher's status on the wire (api.md): what is stored, and `expired`, which the clock adds. */
export const voucherStatuses = [
  "available",
  "reserved",
  "used",
  "expired",
  "cancelled",
  "transferred",
] as const;

export type RecordState = (typeof voucherStatuses)[number];

/** What a coupon's records may be narrowed by; an export takes the same. Half-open, by when they were claimed. */
export const recordFilterSchema = z.strictObject({
  couponId: z.string().startsWith("cpn_").max(40),
  q: z.string().max(200).default(""),
  from: z.iso.datetime().nullable().default(null),
  until: z.iso.datetime().nullable().default(null),
  state: z.enum(voucherStatuses).nullable().default(null),
});
export type RecordFilter = z.output<typeof recordFilterSchema>;
