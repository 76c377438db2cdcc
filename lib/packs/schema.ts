import { z } from "zod";
import { eachJobInput } from "@/lib/jobs/schema";
import { isOrdinary } from "@/lib/kernel/time";
import { imageSchema } from "@/lib/merchants/schema/image";
import { translationsSchema } from "@/lib/merchants/schema/translations";

/** The largest price, in minor units (pricing.md). */
const MAX_MINOR = 1_000_000_000_000;
const idOf = (prefix: string) => z.string().startsWith(`${prefix}_`).max(40);
const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => isOrdinary(new Date(text)), { message: "year_out_of_range" });
/** A date or time that a form left empty is no limit. */
const openInstant = instant.nullable().default(null);

export const packTypes = ["campaign", "paid"] as const;
export type PackType = (typeof packTypes)[number];

export const packChannels = ["mall", "order"] as const;
export type PackChannel = (typeof packChannels)[number];

export const packStatuses = [
  "draft",
  "scheduled",
  "active",
  "paused",
  "sold_out",
  "ended",
  "archived",
] as const;
/** A pack's status as people see it: from its marks, its sales period, its stock and the clock (rules/status.ts). */
export type PackStatus = (typeof packStatuses)[number];

export const packId = idOf("pak");
export const purchaseId = idOf("pcs");
export const giftId = idOf("pgf");

/** Most kinds of coupons in one list of a pack (ux C-31). */
export const MAX_ITEMS = 20;
/** Most coupons that one delivery of one pack brings. */
export const MAX_COUPONS = 500;
/** Most coupons that one gift brings at once: its packs times what each holds. */
export const MAX_GIFT_COUPONS = 5_000;
/** Most unpaid purchases a member may have (S-44). */
export const MAX_UNPAID = 2;
/** So long an unpaid purchase keeps its stock. */
export const HOLD_MINUTES = 10;

/**
 * When a delivered coupon becomes good: at once, after hours of elapsed time, or at the start of a later local day.
 * `validDays` count from there: see rules/window.ts.
 */
export const itemStartSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("at_once") }),
  z.strictObject({ type: z.literal("hours"), hours: z.int().min(1).max(8760) }),
  z.strictObject({ type: z.literal("days"), days: z.int().min(1).max(3650) }),
]);
export type ItemStart = z.output<typeof itemStartSchema>;

export const packItemSchema = z.strictObject({
  couponId: idOf("cpn"),
  quantity: z.int().min(1).max(99),
  starts: itemStartSchema.default({ type: "at_once" }),
  validDays: z.int().min(1).max(3650),
});
export type PackItem = z.output<typeof packItemSchema>;

const itemsSchema = z
  .array(packItemSchema)
  .min(1)
  .max(MAX_ITEMS)
  .refine((items) => items.reduce((sum, item) => sum + item.quantity, 0) <= MAX_COUPONS, {
    message: "too_many_coupons",
  });

/** On which days a recurring pack delivers, after its first delivery, which is made at once. 1 = Monday. */
export const everySchema = z.discriminatedUnion("unit", [
  z.strictObject({ unit: z.literal("day") }),
  z.strictObject({
    unit: z.literal("week"),
    weekdays: z
      .array(z.int().min(1).max(7))
      .min(1)
      .max(7)
      .refine((days) => new Set(days).size === days.length, { message: "weekday_twice" }),
  }),
  /** A month without the day delivers on its last: 31 = always the last. */
  z.strictObject({ unit: z.literal("month"), day: z.int().min(1).max(31) }),
]);
export type PackEvery = z.output<typeof everySchema>;

/** One delivery, or `cycles` of them, the first among them. */
export const packScheduleSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("once") }),
  z.strictObject({ type: z.literal("recurring"), every: everySchema, cycles: z.int().min(1).max(366) }),
]);
export type PackSchedule = z.output<typeof packScheduleSchema>;

/** What a pack delivers and when: what is versioned. */
export const packContentsSchema = z
  .strictObject({
    schedule: packScheduleSchema,
    /** What every delivery brings. */
    items: itemsSchema,
    /** What the first brings instead; null = the same. Only where it recurs. */
    firstItems: itemsSchema.nullable().default(null),
  })
  .refine(({ schedule, firstItems }) => firstItems === null || schedule.type === "recurring", {
    path: ["firstItems"],
    message: "first_without_recurring",
  });
export type PackContents = z.output<typeof packContentsSchema>;

const limit = z.int().min(1).max(1_000_000).nullable().default(null);

/** How a paid pack is sold. */
export const packSaleSchema = z
  .strictObject({
    priceMinor: z.int().min(1).max(MAX_MINOR),
    /** Its stores' currency. */
    currency: z.string().regex(/^[A-Z]{3}$/),
    channels: z
      .array(z.enum(packChannels))
      .min(1)
      .max(2)
      .refine((list) => new Set(list).size === list.length, { message: "channel_twice" }),
    /** Half-open; null = open. */
    from: openInstant,
    until: openInstant,
    /** Null = unlimited. */
    quantity: z.int().min(1).max(1_000_000_000).nullable().default(null),
    storeIds: z.union([z.literal("all"), z.array(idOf("str")).min(1).max(1000)]).default("all"),
    /** A path of this site, or an https address whose host the merchant allows (S-26); null = none. */
    redirectUrl: z.string().trim().min(1).max(500).nullable().default(null),
    autoRefund: z.boolean().default(false),
    /** Most that one member may buy, in all and in one local day; null = no limit. */
    limit,
    limitPerDay: limit,
  })
  .refine(({ from, until }) => from === null || until === null || new Date(from) < new Date(until), {
    path: ["until"],
    message: "ends_before_start",
  });
export type PackSale = z.output<typeof packSaleSchema>;

/** The words of a pack that members read, and how many characters each may have in any language. */
export const packTexts = { name: 40, description: 500 } as const;

const words = {
  name: z.string().trim().min(1).max(packTexts.name),
  description: z.string().trim().max(packTexts.description).default(""),
  /** Its words in other languages. */
  translations: translationsSchema(packTexts).default({}),
  /** A picture that was sent in before, and what it shows. */
  image: imageSchema.nullable().default(null),
};

/** Everything the form of a pack takes (K1 to K5). Its type is fixed once it is made. */
export const packInputSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("campaign"), ...words, contents: packContentsSchema }),
  z.strictObject({ type: z.literal("paid"), ...words, contents: packContentsSchema, sale: packSaleSchema }),
]);
export type PackInput = z.output<typeof packInputSchema>;

/** What staff may do with a pack by hand (rules/status.ts says from where). */
export const packChanges = ["publish", "pause", "resume", "archive", "restore"] as const;
export type PackChange = (typeof packChanges)[number];

export const purchaseStatuses = ["placed", "paid", "given", "cancelled", "refunded"] as const;
/** `given`: it was a gift. One whose time ran out unpaid is `cancelled` from that instant. */
export type PurchaseStatus = (typeof purchaseStatuses)[number];
export const purchaseChannels = ["mall", "order", "gift"] as const;
export type PurchaseChannel = (typeof purchaseChannels)[number];

/** A gift: the phone as people write it, or E.164. */
export const giftInputSchema = z.strictObject({
  phone: z.string().trim().min(3).max(32),
  quantity: z.int().min(1).max(99).default(1),
  note: z.string().trim().max(200).default(""),
});

export const giftStates = ["waiting", "delivered", "withdrawn"] as const;
/** `waiting`: its number is no member yet; `withdrawn`: it was taken back while it waited. */
export type GiftState = (typeof giftStates)[number];

/** A gift as the console's dialog asks for it. */
export const giftFormSchema = giftInputSchema.extend({
  /** ISO 3166: of a number typed without its country code. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** Whether a number that is no member yet is told by SMS. */
  invite: z.boolean().default(false),
});
/** A program writes the whole number; where it does not, the number is one of the merchant's country. */
export type GiftInput = z.output<typeof giftInputSchema> & Partial<z.output<typeof giftFormSchema>>;

/** What somebody who is not signed in wanted to buy: it goes on by itself once they are. */
export const keptPurchaseSchema = z.strictObject({
  packId,
  requestId: z.string().min(1).max(64),
  /** What they saw of it: a pack that has changed since is not sold to them unasked. */
  seen: z.strictObject({ contentsVersion: z.int(), priceMinor: z.int() }).optional(),
});
export type KeptPurchase = z.output<typeof keptPurchaseSchema>;
export const keptPurchaseCookie = { name: "buy", schema: keptPurchaseSchema, seconds: 30 * 60 } as const;

/** The page of a pack for members, which the merchant at `slug` sells. */
export const packPagePath = (slug: string, id: string) => `/m/${slug}/packs/${id}`;

export const reasonSchema = z.string().trim().min(1).max(500);
export const answerSchema = z.string().trim().max(500);

export const packSorts = ["created", "name", "price"] as const;
export type PackSort = (typeof packSorts)[number];

const packChoices = z.strictObject({
  type: z.array(z.enum(packTypes)).max(2).default([]),
  status: z.array(z.enum(packStatuses)).max(7).default([]),
  channel: z.array(z.enum(packChannels)).max(2).default([]),
  store: z.array(idOf("str")).max(500).default([]),
});

/** What the pack list (C-30) may be narrowed by; an export takes the same. */
export const packFilterSchema = packChoices.extend({
  /** Its id in whole, or what its name contains. */
  q: z.string().max(200).default(""),
  /** Those of which one of these is true are left out. */
  without: packChoices.prefault({}),
  /** Inclusive, in minor units of the merchant's currency. */
  priceFrom: z.int().min(0).nullable().default(null),
  priceUntil: z.int().min(0).nullable().default(null),
  /** These alone; absent = not narrowed by it. */
  ids: z.array(packId).max(200).optional(),
  sort: z.enum(packSorts).default("created"),
  descending: z.boolean().default(true),
});
export type PackFilter = z.output<typeof packFilterSchema>;

/** What can be done to many packs at once, and what the job that does it is told. */
export const packBulkSchema = z.enum(["pause", "resume", "archive", "restore"]);
export const packJobSchema = eachJobInput(packFilterSchema, { change: packBulkSchema });

/** What purchase records (C-32, C-81) may be narrowed by; an export takes the same. */
export const purchaseFilterSchema = z.strictObject({
  packId: packId.nullable().default(null),
  /** A number, a payment's reference, or a member's phone, in whole. */
  q: z.string().max(200).default(""),
  status: z.array(z.enum(purchaseStatuses)).max(5).default([]),
  channel: z.array(z.enum(purchaseChannels)).max(3).default([]),
  /** Only those with an open request for a refund. */
  asked: z.boolean().default(false),
  /** Only those whose next delivery waits for a coupon that cannot be had. */
  waiting: z.boolean().default(false),
  /** Bought ones alone, gifts alone, or null = both. */
  kind: z.enum(["bought", "given"]).nullable().default(null),
  from: z.iso.datetime().nullable().default(null),
  until: z.iso.datetime().nullable().default(null),
});
export type PurchaseFilter = z.output<typeof purchaseFilterSchema>;
