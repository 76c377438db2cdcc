import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant, merchantId, minor, translations, updatedAt } from "@/db/schema/columns";
import { merchants, stores } from "@/db/schema/merchants";

/** A shelf products stand on; coupons may name it in their scope. */
export const categories = pgTable(
  "category",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    name: text("name").notNull(),
    /** Null while in use. */
    archivedAt: instant("archived_at"),
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    uniqueIndex("category_name").on(t.merchantId, sql`lower(${t.name})`).where(sql`archived_at is null`),
    index("category_by_name").on(t.merchantId, t.name, t.id),
  ],
);

/** Something that is sold. */
export const products = pgTable(
  "product",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    name: text("name").notNull(),
    translations: translations<"name">(),
    /** The merchant's own article number; null = none. Unique in the merchant. */
    sku: text("sku"),
    /** False = only in the stores of product_store. */
    allStores: boolean("all_stores").notNull().default(true),
    /** Null while on sale. */
    archivedAt: instant("archived_at"),
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    uniqueIndex("product_sku").on(t.merchantId, t.sku),
    index("product_by_name").on(t.merchantId, t.name, t.id),
  ],
);

/** Which categories a product stands in. */
export const productCategories = pgTable(
  "product_category",
  {
    merchantId: merchantId(),
    productId: text("product_id").notNull(),
    categoryId: text("category_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.productId, t.categoryId] }),
    foreignKey({
      columns: [t.merchantId, t.productId],
      foreignColumns: [products.merchantId, products.id],
    }).onDelete("cascade"),
    foreignKey({
      columns: [t.merchantId, t.categoryId],
      foreignColumns: [categories.merchantId, categories.id],
    }),
    index("product_category_by_category").on(t.merchantId, t.categoryId, t.productId),
  ],
);

/** What a product costs, one price for each currency its stores use. */
export const productPrices = pgTable(
  "product_price",
  {
    merchantId: merchantId(),
    productId: text("product_id").notNull(),
    currency: text("currency").notNull(),
    /** In minor units of `currency`; zero is allowed, it is a give-away. */
    priceMinor: minor("price_minor").notNull(),
    /** The price is a promotion's already: coupons that do not combine with other offers pass it over (pricing.md section 2). */
    onOffer: boolean("on_offer").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.productId, t.currency] }),
    foreignKey({
      columns: [t.merchantId, t.productId],
      foreignColumns: [products.merchantId, products.id],
    }).onDelete("cascade"),
    check("product_price_range", sql`${t.priceMinor} between 0 and 1000000000000`),
  ],
);

/** Where a product with `all_stores = false` is sold. */
export const productStores = pgTable(
  "product_store",
  {
    merchantId: merchantId(),
    productId: text("product_id").notNull(),
    storeId: text("store_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.productId, t.storeId] }),
    foreignKey({
      columns: [t.merchantId, t.productId],
      foreignColumns: [products.merchantId, products.id],
    }).onDelete("cascade"),
    foreignKey({ columns: [t.merchantId, t.storeId], foreignColumns: [stores.merchantId, stores.id] }),
    index("product_store_by_store").on(t.merchantId, t.storeId, t.productId),
  ],
);
