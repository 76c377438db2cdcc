import { z } from "zod";
import { benefitTypes, couponSorts, couponStatuses, distributionMethods } from "@/lib/coupons/schema";
import { numbersSchema, spanSchema } from "@/lib/merchants/schema/list-filter";

/** How a coupon stands with its budget (C20); what is nearly spent or spent has one, too. */
export const budgetStandings = ["without", "with", "nearly_spent", "spent"] as const;

/** Within how many days a coupon at work may be asked to end. */
export const endingDays = ["7", "30"] as const;

/** Choices of the coupon list: one of these, or none of these. */
const couponChoices = z.strictObject({
  status: z.array(z.enum(couponStatuses)).max(20).default([]),
  type: z.array(z.enum(benefitTypes)).max(20).default([]),
  method: z.array(z.enum(distributionMethods)).max(20).default([]),
  store: z.array(z.string().max(40)).max(500).default([]),
  /** Any of them. */
  tag: z.array(z.string().max(30)).max(50).default([]),
  /** Made by one of them. */
  creator: z.array(z.string().max(40)).max(50).default([]),
});
/** What the coupon list may be narrowed and sorted by; an export takes the same. */
export const couponFilterSchema = couponChoices.extend({
  q: z.string().max(200).default(""),
  /** Those of whom one of these is true are left out. */
  without: couponChoices.prefault({}),
  budget: z.array(z.enum(budgetStandings)).max(4).default([]),
  /** At work, and a tenth or less is left. */
  stock: z.array(z.literal("low")).max(1).default([]),
  /** How many are left of those that are limited. */
  left: numbersSchema.nullable().default(null),
  created: spanSchema.nullable().default(null),
  endsWithin: z.enum(endingDays).nullable().default(null),
  /** These alone; absent = not narrowed by it. */
  ids: z.array(z.string().max(40)).max(200).optional(),
  sort: z.enum(couponSorts).default("created"),
  descending: z.boolean().default(true),
});
export type CouponFilter = z.output<typeof couponFilterSchema>;

/** What the list of templates may be narrowed by; its export takes the same. */
export const templateFilterSchema = z.strictObject({
  q: z.string().max(200).default(""),
  /** Only these. */
  ids: z.array(z.string().max(40)).max(200).optional(),
});
export type TemplateFilter = z.output<typeof templateFilterSchema>;
