import { z } from "zod";
import { audienceSchema } from "@/lib/members/schema/audience";

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

/** How a member came to a voucher. */
export const voucherSources = ["prize", "grant", "code", "pack"] as const;
export type VoucherSource = (typeof voucherSources)[number];

/** An export that was asked for before several states could be chosen names one, or none. */
const states = (value: unknown) => (value == null ? [] : [value].flat());

/** What a coupon's records may be narrowed by; an export takes the same. Half-open, by when they were claimed. */
export const recordFilterSchema = z.strictObject({
  couponId: z.string().startsWith("cpn_").max(40),
  q: z.string().max(200).default(""),
  from: z.iso.datetime().nullable().default(null),
  until: z.iso.datetime().nullable().default(null),
  /** In any of these; none = however they stand. */
  state: z.preprocess(states, z.array(z.enum(voucherStatuses)).max(10)),
  source: z.array(z.enum(voucherSources)).max(4).default([]),
  /** Used in one of these stores. */
  store: z.array(z.string().max(40)).max(500).default([]),
  /** These alone; absent = not narrowed by it. */
  ids: z.array(z.string().max(40)).max(200).optional(),
});
export type RecordFilter = z.output<typeof recordFilterSchema>;

/** Why a line of a giving was not given; words in `coupon-giving.reasons`. */
export const givingReasons = [
  "unknown",
  "repeated",
  "blocked",
  "member_not_eligible",
  "claim_limit_reached",
  "daily_limit_reached",
  "sold_out",
  "paused",
  "ended",
  "archived",
  "draft",
  "not_targeted",
  "stores_not_yours",
] as const;
export type GivingReason = (typeof givingReasons)[number];

/** Most lines that are pasted; a file holds up to 100,000. */
export const PASTED_LINES = 5_000;

export const givingId = z.string().startsWith("giv_").max(40);

/** To whom a coupon is given: phones and member ids one a line, such a file sent in before, or an audience. */
export const givingInputSchema = z.strictObject({
  couponId: z.string().startsWith("cpn_").max(40),
  /** Copies for each. */
  quantity: z.int().min(1).max(100),
  to: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("list"), text: z.string().trim().min(1).max(200_000) }),
    z.strictObject({ type: z.literal("file"), fileId: z.string().startsWith("fil_").max(40) }),
    z.strictObject({ type: z.literal("audience"), audience: audienceSchema }),
  ]),
});
export type GivingInput = z.output<typeof givingInputSchema>;

/** What the jobs of a giving are told. */
export const givingJobSchema = z.object({ givingId, locale: z.enum(["en", "zh-CN"]) });
export type GivingJob = z.output<typeof givingJobSchema>;

/** The page of a gift's link. */
export const giftPath = (token: string) => `/g/${token}`;

/** The gift that somebody who is not signed in wanted to take: it is taken by itself once they are. */
export const keptGiftSchema = z.strictObject({
  token: z.string().max(200),
  giftId: z.string().max(40),
  requestId: z.string().min(1).max(64),
});
export type KeptGift = z.output<typeof keptGiftSchema>;
export const keptGiftCookie = { name: "gift", schema: keptGiftSchema, seconds: 30 * 60 } as const;
