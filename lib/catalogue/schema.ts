import { z } from "zod";
import { isCurrency } from "@/lib/kernel/currencies";
import { translationsSchema } from "@/lib/merchants/schema/translations";

const ids = (prefix: string, max: number) => z.array(z.string().startsWith(`${prefix}_`).max(40)).max(max);

/** The longest names and numbers, and the most categories of a product. */
export const productLimits = { name: 80, sku: 40, category: 40, categories: 20 } as const;

export const categoryInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(productLimits.category),
});
export type CategoryInput = z.output<typeof categoryInputSchema>;

export const productInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(productLimits.name),
  /** Its name in other languages. */
  translations: translationsSchema({ name: productLimits.name }).default({}),
  /** The merchant's own article number; empty = none. */
  sku: z
    .string()
    .trim()
    .max(productLimits.sku)
    .nullable()
    .default(null)
    .transform((sku) => sku || null),
  categoryIds: ids("cat", productLimits.categories).default([]),
  /** One for each currency of the stores it is sold in. */
  prices: z
    .array(
      z.strictObject({
        currency: z.string().refine(isCurrency, { message: "currency_unknown" }),
        priceMinor: z.int().min(0).max(1_000_000_000_000),
        onOffer: z
          .boolean()
          .default(false)
          .describe(
            "The price is a promotion's already: a coupon that does not combine with other offers takes nothing off it.",
          ),
      }),
    )
    .max(50)
    .refine((prices) => new Set(prices.map((price) => price.currency)).size === prices.length, {
      message: "currency_twice",
    }),
  storeIds: z.union([z.literal("all"), ids("str", 1000).min(1)]).default("all"),
});
export type ProductInput = z.output<typeof productInputSchema>;

const productChoices = z.strictObject({
  categoryIds: ids("cat", 200).default([]),
  storeIds: ids("str", 500).default([]),
});

/** What the product list may be narrowed and sorted by; an export takes the same. */
export const productFilterSchema = productChoices.extend({
  q: z.string().max(200).default(""),
  /** Those of which one of these is true are left out. */
  without: productChoices.prefault({}),
  status: z
    .array(z.enum(["active", "archived"]))
    .max(2)
    .default(["active"]),
  sort: z.enum(["name", "created"]).default("name"),
  descending: z.boolean().default(false),
});
export type ProductFilter = z.output<typeof productFilterSchema>;

/** What the list of categories may be narrowed and sorted by; its export takes the same. */
export const categoryFilterSchema = z.strictObject({
  q: z.string().max(200).default(""),
  status: z
    .array(z.enum(["active", "archived"]))
    .max(2)
    .default(["active"]),
  /** Only these. */
  ids: z.array(z.string().max(40)).max(200).optional(),
  sort: z.enum(["name", "created"]).default("name"),
  descending: z.boolean().default(false),
});
export type CategoryFilter = z.output<typeof categoryFilterSchema>;

/** The columns an import knows besides those of prices by currency, in the order of its template. */
export const importFields = ["sku", "name", "categories", "stores", "price", "offers"] as const;
export type ImportField = (typeof importFields)[number];

const column = z.int().min(0).max(99).nullable();

/** Which column of a file is which field, from 0; null = it has none. `price` is in the merchant's own currency unless it says another. */
export const productMappingSchema = z.strictObject({
  sku: column,
  name: column,
  categories: column,
  stores: column,
  price: column,
  /** Absent in imports that were started before there were marks. */
  offers: column.default(null),
  prices: z
    .array(
      z.strictObject({
        currency: z.string().refine(isCurrency, { message: "currency_unknown" }),
        column: z.int().min(0).max(99),
      }),
    )
    .max(50),
});
export type ProductMapping = z.output<typeof productMappingSchema>;
