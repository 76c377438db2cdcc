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
  unique,
  uniqueIndex,
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
import { merchants } from "@/db/schema/merchants";
import type {
  BenefitType,
  CouponBenefit,
  CouponConditions,
  CouponRefund,
  CouponScope,
  CouponStacking,
  CouponText,
  CouponValidity,
} from "@/lib/coupons/schema";
import type { ImageRef } from "@/lib/kernel/image";

/** What a merchant offers. Its rules are in coupon_terms; this row says how it is handed out and whether it runs. */
export const coupons = pgTable(
  "coupon",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    /** The internal number, given on publishing; null on a draft. Counts up in the merchant: CPN-000123. */
    number: text("number"),
    /** What kind of benefit every version of its terms has; fixed at creation. */
    type: text("type").$type<BenefitType>().notNull(),
    currency: text("currency").notNull(),
    /** The terms that a voucher issued now is bound to. */
    termsVersion: integer("terms_version").notNull().default(1),
    /** The current terms' name, repeated here because the list is searched and sorted by it. */
    name: text("name").notNull(),
    /** The current terms' fixed window; null where the window is made at claim, or has no end. For lists and status. */
    validFrom: instant("valid_from"),
    validUntil: instant("valid_until"),
    /** How it may be had: any of public, targeted, code, automatic. */
    methods: text("methods").array().notNull(),
    /** Most a member may be issued, in all and in one day of the merchant's zone; null = no limit. Prizes ignore both. */
    claimLimit: integer("claim_limit"),
    claimLimitPerDay: integer("claim_limit_per_day"),
    codeSource: text("code_source", { enum: ["on_claim", "generated", "imported"] })
      .notNull()
      .default("on_claim"),
    /** Most discount it may give in all, in minor units; null = no cap. */
    budgetMinor: minor("budget_minor"),
    /** Null = draft. */
    publishedAt: instant("published_at"),
    pausedAt: instant("paused_at"),
    /** Ended early by hand. */
    endedAt: instant("ended_at"),
    archivedAt: instant("archived_at"),
    createdBy: text("created_by"),
    /** Words of the merchant's own to sort coupons by; members never see them. */
    tags: text("tags").array().notNull().default(sql`'{}'::text[]`),
    /** Goes up with every change, for the conflict check of forms. */
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    unique("coupon_number").on(t.merchantId, t.number),
    check("coupon_claim_limit", sql`${t.claimLimit} is null or ${t.claimLimit} >= 1`),
    check("coupon_claim_limit_day", sql`${t.claimLimitPerDay} is null or ${t.claimLimitPerDay} >= 1`),
    // The coupon list's three orders.
    index("coupon_by_creation").on(t.merchantId, t.createdAt, t.id),
    index("coupon_by_name").on(t.merchantId, t.name, t.id),
    index("coupon_by_end").on(t.merchantId, t.validUntil, t.id),
    // The tags that coupons wear, for choosing among them.
    index("coupon_tagged").on(t.merchantId).where(sql`tags <> '{}'`),
  ],
);

/** One immutable version of a coupon's rules: a trigger refuses update. Vouchers point at the version they were issued under. */
export const couponTerms = pgTable(
  "coupon_terms",
  {
    merchantId: merchantId(),
    couponId: text("coupon_id").notNull(),
    version: integer("version").notNull(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    /** Rules in the merchant's own words, shown to members; plain text, line breaks kept. */
    usageRules: text("usage_rules").notNull().default(""),
    translations: translations<CouponText>(),
    /** "#rrggbb" of the ticket's stub; null = the brand's. */
    faceColour: text("face_colour"),
    /** Null = none. What a held image shows never changes, and it stays as long as this names it (images.ts), so no key need hold it. */
    image: jsonb("image").$type<ImageRef | null>(),
    benefit: jsonb("benefit").$type<CouponBenefit>().notNull(),
    scope: jsonb("scope").$type<CouponScope>().notNull(),
    conditions: jsonb("conditions").$type<CouponConditions>().notNull(),
    stacking: jsonb("stacking").$type<CouponStacking>().notNull(),
    validity: jsonb("validity").$type<CouponValidity>().notNull(),
    refund: jsonb("refund").$type<CouponRefund>().notNull(),
    /** Whether a voucher of it may be given to a friend. */
    giftable: boolean("giftable").notNull().default(false),
    createdBy: text("created_by"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.couponId, t.version] }),
    foreignKey({ columns: [t.merchantId, t.couponId], foreignColumns: [coupons.merchantId, coupons.id] }),
    // Whether an image is still some terms'.
    index("coupon_terms_by_image").on(t.merchantId, sql`(image ->> 'id')`).where(sql`image is not null`),
  ],
);

/** The stores a coupon's current terms are good in; no rows = all. Repeats conditions.storeIds so that a store view can be listed by index. */
export const couponStores = pgTable(
  "coupon_store",
  {
    merchantId: merchantId(),
    couponId: text("coupon_id").notNull(),
    storeId: text("store_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.couponId, t.storeId] }),
    foreignKey({
      columns: [t.merchantId, t.couponId],
      foreignColumns: [coupons.merchantId, coupons.id],
    }).onDelete("cascade"),
    index("coupon_store_by_store").on(t.merchantId, t.storeId, t.couponId),
  ],
);

/**
 * How many of a coupon there are and were issued. A limited coupon has the one row of shard 0; an unlimited one has
 * sixteen rows, of which an issue touches the one its member falls on, so that nobody waits for anybody
 * (Sylius#18960). The sum of `issued` is what was issued.
 */
export const couponStock = pgTable(
  "coupon_stock",
  {
    merchantId: merchantId(),
    couponId: text("coupon_id").notNull(),
    shard: smallint("shard").notNull(),
    /** Null = unlimited. */
    quantity: count("quantity"),
    issued: count("issued").notNull().default(0),
    /** Used and not returned. */
    used: count("used").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.couponId, t.shard] }),
    foreignKey({
      columns: [t.merchantId, t.couponId],
      foreignColumns: [coupons.merchantId, coupons.id],
    }).onDelete("cascade"),
    check(
      "coupon_stock_issued",
      sql`${t.issued} >= 0 and (${t.quantity} is null or ${t.issued} <= ${t.quantity})`,
    ),
    check("coupon_stock_used", sql`${t.used} between 0 and ${t.issued}`),
    check(
      "coupon_stock_shard",
      sql`${t.shard} between 0 and 15 and (${t.quantity} is null or ${t.shard} = 0)`,
    ),
  ],
);

/**
 * The one promo code of a coupon that everybody types (C15), with its own quantity. A row is retired, and the code free
 * again, when the coupon gets another code or none; what was claimed with it stays counted.
 */
export const sharedCodes = pgTable(
  "shared_code",
  {
    merchantId: merchantId(),
    /** `cod_…` */
    id: id().notNull(),
    couponId: text("coupon_id").notNull(),
    /** As it was written, for showing it. */
    code: text("code").notNull(),
    /** `normaliseCode(code)`: what it is found by. */
    key: text("key").notNull(),
    /** How often it may be claimed with; null = as often as there are coupons. */
    quantity: count("quantity"),
    claimed: count("claimed").notNull().default(0),
    /** Null while it works. */
    retiredAt: instant("retired_at"),
    createdBy: text("created_by"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({
      columns: [t.merchantId, t.couponId],
      foreignColumns: [coupons.merchantId, coupons.id],
    }).onDelete("cascade"),
    uniqueIndex("shared_code_key").on(t.merchantId, t.key).where(sql`retired_at is null`),
    uniqueIndex("shared_code_of_coupon").on(t.merchantId, t.couponId).where(sql`retired_at is null`),
    index("shared_code_by_coupon").on(t.merchantId, t.couponId, t.id),
    check(
      "shared_code_claimed",
      sql`${t.claimed} >= 0 and (${t.quantity} is null or ${t.claimed} <= ${t.quantity})`,
    ),
  ],
);

/** A coupon to begin with: everything its form takes, under a name. The five of every merchant have no row (rules/presets.ts). */
export const couponTemplates = pgTable(
  "coupon_template",
  {
    merchantId: merchantId(),
    /** `tpl_…` */
    id: id().notNull(),
    name: text("name").notNull(),
    type: text("type").$type<BenefitType>().notNull(),
    /** As `couponInputSchema` takes it. What it names may be gone by the time it is used: the form then says so. */
    coupon: jsonb("coupon").notNull(),
    /** The stores it is good in, repeated for staff of some stores; null = all. */
    storeIds: text("store_ids").array(),
    /** How many coupons were made from it. */
    used: integer("used").notNull().default(0),
    /** Counts the saves of its coupon; another name is none. */
    revision: integer("revision").notNull().default(1),
    createdBy: text("created_by"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    uniqueIndex("coupon_template_name").on(t.merchantId, t.name),
    check("coupon_template_used", sql`${t.used} >= 0`),
    check("coupon_template_size", sql`octet_length(${t.coupon}::text) <= 65536`),
  ],
);
