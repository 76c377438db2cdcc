import { z } from "zod";
import { isCurrency } from "@/lib/kernel/money";
import { isTimeZone } from "@/lib/kernel/time";

/** A sign-in as typed. Nothing about how a good password looks is said here: only the hash decides. */
export const signInInputSchema = z.object({
  email: z.string().trim().toLowerCase().min(3).max(254),
  password: z.string().min(1).max(1000),
});
export type SignInInput = z.output<typeof signInInputSchema>;

const currency = z.string().refine(isCurrency, { message: "currency_unknown" });
const timeZone = z.string().refine(isTimeZone, { message: "zone_unknown" });

/** A store as a person writes it (O1). */
export const storeInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  address: z.string().trim().max(200).default(""),
  currency,
  timeZone,
  /** Sales-floor regions a coupon may be limited to. */
  regions: z
    .array(z.string().trim().min(1).max(40))
    .max(50)
    .default([])
    .refine((names) => new Set(names.map((name) => name.toLowerCase())).size === names.length, {
      message: "region_twice",
    }),
});
export type StoreInput = z.output<typeof storeInputSchema>;

/** The group itself: its name and what its stores and activities start with. */
export const merchantInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  currency,
  timeZone,
  locale: z.enum(["en", "zh-CN"]),
});
export type MerchantInput = z.output<typeof merchantInputSchema>;

/** How orders are priced and refunded over the whole group: api.md's `PATCH /merchant`. */
export const orderRulesSchema = z.strictObject({
  maxVouchersPerOrder: z.int().min(1).max(20),
  refundBasis: z.enum(["units", "reprice"]),
});
export type OrderRules = z.output<typeof orderRulesSchema>;

/** What the store list may be narrowed and sorted by; an export takes the same. */
export const storeFilterSchema = z.strictObject({
  q: z.string().max(200).default(""),
  status: z
    .array(z.enum(["open", "archived"]))
    .max(2)
    .default(["open"]),
  currencies: z.array(currency).max(50).default([]),
  sort: z.enum(["name", "created"]).default("name"),
  descending: z.boolean().default(false),
});
export type StoreFilter = z.output<typeof storeFilterSchema>;
