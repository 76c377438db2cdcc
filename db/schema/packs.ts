import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
} from "drizzle-orm/pg-core";
import {
  count,
  createdAt,
  id,
  instant,
  merchantId,
  minor,
  translations,
  updatedAt,
} from "@/db/schema/columns";
import { coupons } from "@/db/schema/coupons";
import { merchants, stores } from "@/db/schema/merchants";
import type { ItemStart, PackChannel, PackSchedule, PackType } from "@/lib/packs/schema";

/** Coupons that are had together: given by the merchant (campaign) or sold (paid). What is in it is in pack_contents. */
export const packs = pgTable(
  "pack",
  {
    merchantId: merchantId(),
    /** `pak_…` */
    id: id().notNull(),
    /** Fixed at creation. */
    type: text("type").$type<PackType>().notNull(),
    name: text("name").notNull(),
    /** Plain text, line breaks kept. */
    description: text("description").notNull().default(""),
    translations: translations<"name" | "description">(),
    /** The id of its picture; null = none. */
    imageId: text("image_id"),
    /** What the picture shows, in words. */
    imageAlt: text("image_alt").notNull().default(""),
    /** The contents that a pack sold or given now has. */
    contentsVersion: integer("contents_version").notNull().default(1),
    /** The price's currency; the merchant's where nothing is paid. */
    currency: text("currency").notNull(),
    /** What one costs; null on a campaign pack, which is not sold. */
    priceMinor: minor("price_minor"),
    /** Where it is sold: `mall`, `order` (beside an order), both; none on a campaign pack. */
    channels: text("channels").array().$type<PackChannel[]>().notNull().default(sql`'{}'::text[]`),
    /** Half-open: sales_from <= t < sales_until; null = open on that side. */
    salesFrom: instant("sales_from"),
    salesUntil: instant("sales_until"),
    /** Most packs one member may buy, in all and in one day of the merchant's zone; null = no limit. */
    purchaseLimit: integer("purchase_limit"),
    purchaseLimitPerDay: integer("purchase_limit_per_day"),
    /** Where a buyer is sent: a path of this site or an https address; null = nowhere. Checked again when they go. */
    redirectUrl: text("redirect_url"),
    /** What is sold from now on goes back by itself once it expired with nothing used. */
    autoRefund: boolean("auto_refund").notNull().default(false),
    /** Null = draft. */
    publishedAt: instant("published_at"),
    /** It is neither sold nor given until it is resumed; what is owed is delivered all the same. */
    pausedAt: instant("paused_at"),
    archivedAt: instant("archived_at"),
    createdBy: text("created_by"),
    /** Goes up with every change, for the conflict check of forms. */
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    check("pack_price", sql`(${t.type} = 'paid') = (${t.priceMinor} is not null)`),
    check("pack_price_some", sql`${t.priceMinor} is null or ${t.priceMinor} > 0`),
    check("pack_channels", sql`(${t.type} = 'paid') = (cardinality(${t.channels}) > 0)`),
    check(
      "pack_sales",
      sql`${t.salesFrom} is null or ${t.salesUntil} is null or ${t.salesFrom} < ${t.salesUntil}`,
    ),
    check("pack_limit", sql`${t.purchaseLimit} is null or ${t.purchaseLimit} >= 1`),
    check("pack_limit_day", sql`${t.purchaseLimitPerDay} is null or ${t.purchaseLimitPerDay} >= 1`),
    // The pack list's three orders; the mall reads the first.
    index("pack_by_creation").on(t.merchantId, t.createdAt, t.id),
    index("pack_by_name").on(t.merchantId, t.name, t.id),
    index("pack_by_price").on(t.merchantId, t.priceMinor, t.id),
  ],
);

/** One immutable version of what a pack holds and when it comes: a trigger refuses update. What was sold points at it. */
export const packContents = pgTable(
  "pack_contents",
  {
    merchantId: merchantId(),
    packId: text("pack_id").notNull(),
    version: integer("version").notNull(),
    schedule: jsonb("schedule").$type<PackSchedule>().notNull(),
    createdBy: text("created_by"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.packId, t.version] }),
    foreignKey({ columns: [t.merchantId, t.packId], foreignColumns: [packs.merchantId, packs.id] }),
  ],
);

/** A coupon in a version of a pack: how many, and when they are good. As immutable as its version. */
export const packItems = pgTable(
  "pack_item",
  {
    merchantId: merchantId(),
    packId: text("pack_id").notNull(),
    version: integer("version").notNull(),
    /** `each`: every delivery, the first too unless there are rows of `first`. */
    part: text("part", { enum: ["first", "each"] }).notNull(),
    position: smallint("position").notNull(),
    couponId: text("coupon_id").notNull(),
    quantity: integer("quantity").notNull(),
    /** When they become good, counted from the delivery. */
    starts: jsonb("starts").$type<ItemStart>().notNull(),
    /** For how many days from then. */
    validDays: integer("valid_days").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.packId, t.version, t.part, t.position] }),
    foreignKey({
      columns: [t.merchantId, t.packId, t.version],
      foreignColumns: [packContents.merchantId, packContents.packId, packContents.version],
    }),
    foreignKey({ columns: [t.merchantId, t.couponId], foreignColumns: [coupons.merchantId, coupons.id] }),
    index("pack_item_by_coupon").on(t.merchantId, t.couponId),
    check("pack_item_quantity", sql`${t.quantity} between 1 and 99`),
    check("pack_item_days", sql`${t.validDays} between 1 and 3650`),
  ],
);

/** The stores a paid pack is sold in; no rows = all that have its currency. */
export const packStores = pgTable(
  "pack_store",
  {
    merchantId: merchantId(),
    packId: text("pack_id").notNull(),
    storeId: text("store_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.packId, t.storeId] }),
    foreignKey({
      columns: [t.merchantId, t.packId],
      foreignColumns: [packs.merchantId, packs.id],
    }).onDelete("cascade"),
    foreignKey({ columns: [t.merchantId, t.storeId], foreignColumns: [stores.merchantId, stores.id] }),
    index("pack_store_by_store").on(t.merchantId, t.storeId, t.packId),
  ],
);

/**
 * How many of a pack there are, are held by unpaid purchases, were sold and were given, and what they brought. Limited:
 * the one row of shard 0. Unlimited: sixteen rows, of which a purchase touches the one its member falls on.
 */
export const packStock = pgTable(
  "pack_stock",
  {
    merchantId: merchantId(),
    packId: text("pack_id").notNull(),
    shard: smallint("shard").notNull(),
    /** Null = unlimited. */
    quantity: count("quantity"),
    /** Held by purchases that are not paid yet. */
    reserved: count("reserved").notNull().default(0),
    /** Paid, those refunded later among them: what was sold does not come back into stock. */
    sold: count("sold").notNull().default(0),
    /** Given away, those that wait for their member's registration among them. */
    given: count("given").notNull().default(0),
    refunded: count("refunded").notNull().default(0),
    revenueMinor: minor("revenue_minor").notNull().default(0),
    refundedMinor: minor("refunded_minor").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.packId, t.shard] }),
    foreignKey({ columns: [t.merchantId, t.packId], foreignColumns: [packs.merchantId, packs.id] }),
    check(
      "pack_stock_kept",
      sql`${t.reserved} >= 0 and ${t.sold} >= 0 and ${t.given} >= 0
        and (${t.quantity} is null or ${t.reserved} + ${t.sold} + ${t.given} <= ${t.quantity})`,
    ),
    check(
      "pack_stock_refunded",
      sql`${t.refunded} >= 0 and ${t.refundedMinor} >= 0 and ${t.revenueMinor} >= 0`,
    ),
    check("pack_stock_shard", sql`${t.shard} between 0 and 15 and (${t.quantity} is null or ${t.shard} = 0)`),
  ],
);

/** How many vouchers were issued out of a pack and how many of them are used; the sum over the shards counts. */
export const packTallies = pgTable(
  "pack_tally",
  {
    merchantId: merchantId(),
    packId: text("pack_id").notNull(),
    shard: smallint("shard").notNull(),
    issued: count("issued").notNull().default(0),
    /** Used and not returned; in one shard it may be more than is issued there, never in all. */
    used: count("used").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.packId, t.shard] }),
    foreignKey({ columns: [t.merchantId, t.packId], foreignColumns: [packs.merchantId, packs.id] }),
    check("pack_tally_counts", sql`${t.issued} >= 0 and ${t.used} >= 0`),
    check("pack_tally_shard", sql`${t.shard} between 0 and 15`),
  ],
);
