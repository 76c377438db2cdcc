import { z } from "zod";
import { MAX_MINOR, positiveMinor, thresholdOff } from "@/lib/coupons/schema/threshold";
import { normaliseCode } from "@/lib/kernel/code";
import { isOrdinary } from "@/lib/kernel/time";
import { audienceSchema } from "@/lib/members/schema/audience";
import { imageSchema } from "@/lib/merchants/schema/image";
import { translationsSchema } from "@/lib/merchants/schema/translations";

/** Most characters of what a generic coupon is good for. */
const BENEFIT_TEXT = 60;
const ids = (prefix: string, max: number) => z.array(z.string().startsWith(`${prefix}_`).max(40)).max(max);

/** What a coupon is worth: api.md's `benefit`, for the types that can be created by now. */
export const benefitSchema = z.discriminatedUnion("type", [
  thresholdOff,
  z.strictObject({
    type: z.literal("percent_off"),
    bps: z.int().min(100).max(9900),
    maxOffMinor: positiveMinor.nullish(),
  }),
  z.strictObject({ type: z.literal("amount_off"), amountMinor: positiveMinor }),
  z.strictObject({
    type: z.literal("product"),
    productId: z.string().startsWith("prd_").max(40),
    quantity: z.int().min(1).max(1000).default(1),
    priceMinor: z.int().min(0).max(MAX_MINOR).default(0),
  }),
  z.strictObject({ type: z.literal("delivery_off"), maxOffMinor: positiveMinor.nullish() }),
  z.strictObject({ type: z.literal("points"), points: z.int().min(1).max(1_000_000) }),
  z.strictObject({ type: z.literal("cash"), amountMinor: positiveMinor }),
  z.strictObject({ type: z.literal("generic"), text: z.string().trim().min(1).max(BENEFIT_TEXT) }),
]);
export type CouponBenefit = z.output<typeof benefitSchema>;
export type BenefitType = CouponBenefit["type"];

/** The types in the order of the type picker (C1). */
export const benefitTypes = [
  "threshold_off",
  "percent_off",
  "amount_off",
  "product",
  "delivery_off",
  "points",
  "cash",
  "generic",
] as const satisfies readonly BenefitType[];

/** Types that credit the member's account when used, by staff or at the till: never on an order (pricing.md section 4). */
export const creditTypes = ["points", "cash"] as const satisfies readonly BenefitType[];
export const isCredit = (type: BenefitType) => creditTypes.some((one) => one === type);

/** What may be given to a friend where its terms say so (C24). */
export const giftableTypes = [
  "percent_off",
  "amount_off",
  "product",
] as const satisfies readonly BenefitType[];
export const isGiftable = (type: BenefitType) => giftableTypes.some((one) => one === type);

/** Which products count (C9); both include lists empty = every product but the excluded ones. */
export const scopeSchema = z.union([
  z.strictObject({ products: z.literal("all") }),
  z.strictObject({
    productIds: ids("prd", 500).default([]),
    categoryIds: ids("cat", 200).default([]),
    excludeProductIds: ids("prd", 500).default([]),
    excludeCategoryIds: ids("cat", 200).default([]),
  }),
]);
export type CouponScope = z.output<typeof scopeSchema>;

const wallClock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const hours = z
  .strictObject({ from: wallClock, to: z.union([wallClock, z.literal("24:00")]) })
  .refine((window) => window.from !== window.to, { path: ["to"], message: "empty_hours" });

/** Each once: that all of them are named is told by how many there are. */
const once = <T>(all: readonly T[]): T[] => [...new Set(all)];

/** What an order, member or moment must be for the coupon to work (C10), stores and channels of C9 among them. */
export const conditionsSchema = z.strictObject({
  minSpendMinor: z.int().min(0).max(MAX_MINOR).default(0),
  minItems: z.int().min(0).max(1000).default(0),
  basis: z.enum(["original", "current"]).default("original"),
  storeIds: z.union([z.literal("all"), ids("str", 1000).min(1)]).default("all"),
  /** Sales-floor regions, per store; a store not named is good in all its regions. */
  regions: z
    .array(
      z.strictObject({
        storeId: z.string().startsWith("str_"),
        names: z.array(z.string().trim().min(1).max(40)).min(1).max(50),
      }),
    )
    .max(1000)
    .default([]),
  channels: z
    .array(z.enum(["online", "till"]))
    .min(1)
    .max(2)
    .overwrite(once)
    .default(["online", "till"]),
  devices: z
    .array(z.enum(["mobile", "desktop", "till"]))
    .min(1)
    .max(3)
    .overwrite(once)
    .default(["mobile", "desktop", "till"]),
  /** 1 = Monday .. 7 = Sunday. */
  weekdays: z
    .array(z.int().min(1).max(7))
    .min(1)
    .max(7)
    .overwrite((days) => once(days).sort())
    .default([1, 2, 3, 4, 5, 6, 7]),
  hours: z.array(hours).max(12).default([]),
  audience: audienceSchema.default({ type: "all" }),
  maxUsesPerMember: z.int().min(1).max(1_000_000).nullable().default(null),
  combinesWithOffers: z.boolean().default(true),
  notIfFree: z.boolean().default(false),
});
export type CouponConditions = z.output<typeof conditionsSchema>;

/** A stacking group's name: lower-case words joined by hyphens or underscores. */
const stackingGroup = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/);

/** With which other coupons it stands on one order (C11, pricing.md section 6). */
export const stackingSchema = z.strictObject({
  exclusive: z.boolean().default(false),
  group: stackingGroup.nullable().default(null),
  stacksWith: z.union([z.literal("all"), z.array(stackingGroup).max(50)]).default("all"),
  priority: z.int().min(-1000).max(1000).default(0),
  maxPerOrder: z.int().min(1).max(20).default(1),
});
export type CouponStacking = z.output<typeof stackingSchema>;

/** An instant on the wire: ISO 8601 with an offset. */
const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => isOrdinary(new Date(text)), { message: "year_out_of_range" });

/** When a voucher is good (C12). */
export const validitySchema = z.discriminatedUnion("type", [
  z
    .strictObject({ type: z.literal("fixed"), from: instant, until: instant })
    .refine((v) => Date.parse(v.from) < Date.parse(v.until), {
      path: ["until"],
      message: "end_before_start",
    }),
  z.strictObject({
    type: z.literal("days_after_claim"),
    startAfterDays: z.int().min(0).max(365).default(0),
    days: z.int().min(1).max(1826),
  }),
  z.strictObject({ type: z.literal("hours_after_claim"), hours: z.int().min(1).max(23) }),
  z.strictObject({ type: z.literal("permanent") }),
]);
export type CouponValidity = z.output<typeof validitySchema>;

export const distributionMethods = ["public", "targeted", "code", "automatic"] as const;

/** What is left of a promo code to compare: 3 to 20 letters and digits of any script. */
const isCode = (text: string) => /^[\p{L}\p{M}\p{N}]{3,20}$/u.test(normaliseCode(text));

/** One code that everybody types (C15). `quantity` null = it may be claimed with as often as there are coupons. */
export const sharedCodeSchema = z.strictObject({
  code: z.string().trim().max(60).refine(isCode, { message: "promo_code_form" }),
  quantity: z.int().min(1).max(100_000_000).nullable().default(null),
});
export type SharedCode = z.output<typeof sharedCodeSchema>;

/** How a coupon is handed out (C13). `quantity` null = unlimited. */
export const distributionSchema = z
  .strictObject({
    methods: z.array(z.enum(distributionMethods)).min(1).max(4).default(["targeted"]),
    quantity: z.int().min(1).max(100_000_000).nullable().default(null),
    claimLimit: z.int().min(1).max(999).nullable().default(null),
    claimLimitPerDay: z.int().min(1).max(999).nullable().default(null),
    codeSource: z.enum(["on_claim"]).default("on_claim"),
    sharedCode: sharedCodeSchema.nullable().default(null),
  })
  .refine((d) => d.sharedCode === null || d.methods.includes("code"), {
    path: ["sharedCode"],
    message: "promo_code_without_method",
  })
  .refine((d) => d.claimLimit === null || d.claimLimitPerDay === null || d.claimLimitPerDay <= d.claimLimit, {
    path: ["claimLimitPerDay"],
    message: "daily_above_total",
  });
export type CouponDistribution = z.output<typeof distributionSchema>;

/** What an order's refund does to a voucher used on it (U4). */
export const refundSchema = z.strictObject({ returnWhenAllRefunded: z.boolean().default(false) });
export type CouponRefund = z.output<typeof refundSchema>;

/** The words of a coupon that members read, and how many characters each may have in any language. */
export const couponTexts = {
  name: 60,
  description: 200,
  usageRules: 5000,
  benefitText: BENEFIT_TEXT,
} as const;
export type CouponText = keyof typeof couponTexts;

/** A coupon as a person or the API writes it: api.md's `POST /coupons`. */
export const couponInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(couponTexts.name),
  description: z.string().trim().max(couponTexts.description).default(""),
  usageRules: z.string().trim().max(couponTexts.usageRules).default(""),
  /** Its words in other languages; `benefitText` is the text of a generic benefit. */
  translations: translationsSchema(couponTexts).default({}),
  faceColour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .nullable()
    .default(null),
  /** Shown with it to members; null = none. */
  image: imageSchema.nullable().default(null),
  currency: z.string().regex(/^[A-Z]{3}$/),
  benefit: benefitSchema,
  scope: scopeSchema.default({ products: "all" }),
  conditions: conditionsSchema.default(conditionsSchema.parse({})),
  stacking: stackingSchema.default(stackingSchema.parse({})),
  validity: validitySchema,
  distribution: distributionSchema.default(distributionSchema.parse({})),
  refund: refundSchema.default(refundSchema.parse({})),
  /** Whether whoever has one may give it to a friend (C24); of the types that can be given alone. */
  giftable: z.boolean().default(false),
  budgetMinor: positiveMinor.nullable().default(null),
});
export type CouponInput = z.output<typeof couponInputSchema>;

/** The part of a coupon that is versioned: what a voucher keeps for ever. */
export type CouponTerms = Pick<
  CouponInput,
  | "name"
  | "description"
  | "usageRules"
  | "translations"
  | "faceColour"
  | "image"
  | "benefit"
  | "scope"
  | "conditions"
  | "stacking"
  | "validity"
  | "refund"
  | "giftable"
>;

/** A coupon's status, computed from its marks, its stock and the time (C18); words of api.md. */
export const couponStatuses = [
  "draft",
  "scheduled",
  "active",
  "paused",
  "sold_out",
  "ended",
  "archived",
] as const;
export type CouponStatus = (typeof couponStatuses)[number];

export const couponSorts = ["created", "name", "end"] as const;

/** Most tags that one coupon wears. */
export const TAGS_OF_COUPON = 10;

/** A word of the merchant's own on a coupon. A comma separates tags where several are typed, so none holds one. */
export const couponTagSchema = z
  .string()
  .trim()
  .min(1)
  .max(30)
  .regex(/^[^,，]*$/);

/** Most templates that one merchant keeps. */
export const TEMPLATES_OF_MERCHANT = 200;

/** What a template is called; unique in the merchant. */
export const templateNameSchema = z.string().trim().min(1).max(60);
