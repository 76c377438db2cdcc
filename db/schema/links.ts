import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { count, createdAt, id, instant, merchantId, minor, updatedAt } from "@/db/schema/columns";
import { members } from "@/db/schema/members";
import { merchants } from "@/db/schema/merchants";
import type { LinkUtm } from "@/lib/links/schema";

/** A way to reach people that the merchant named itself, beside those everybody has (links/schema.ts). */
export const linkChannels = pgTable(
  "link_channel",
  {
    merchantId: merchantId(),
    /** `chn_…` */
    id: id().notNull(),
    /** As links and addresses name it, e.g. `wechat-poster`; never changes. */
    code: text("code").notNull(),
    name: text("name").notNull(),
    /** `#rrggbb` in lower case. */
    colour: text("colour").notNull(),
    /** What its links begin with; empty = nothing. */
    utmSource: text("utm_source").notNull().default(""),
    utmMedium: text("utm_medium").notNull().default(""),
    /** Null while it can be chosen. */
    archivedAt: instant("archived_at"),
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    uniqueIndex("link_channel_code").on(t.merchantId, t.code),
    check("link_channel_colour", sql`${t.colour} ~ '^#[0-9a-f]{6}$'`),
  ],
);

/** A short address that leads to one of the merchant's own pages and says through which channel somebody came. */
export const links = pgTable(
  "link",
  {
    merchantId: merchantId(),
    /** `lnk_…` */
    id: id().notNull(),
    /** The address /s/{slug}, unique in the installation. */
    slug: text("slug").notNull(),
    /** What it leads to; a page of the merchant's has no id. */
    targetType: text("target_type", { enum: ["activity", "pack", "store", "home", "menu"] }).notNull(),
    targetId: text("target_id").notNull().default(""),
    /** A channel's code. */
    channel: text("channel").notNull(),
    /** To tell links of one channel apart; empty = none. */
    name: text("name").notNull().default(""),
    utm: jsonb("utm").$type<LinkUtm>().notNull(),
    /** From when on it leads nowhere; null = never. */
    expiresAt: instant("expires_at"),
    /** Null while it leads on. */
    disabledAt: instant("disabled_at"),
    createdBy: text("created_by"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    unique("link_slug").on(t.slug),
    check("link_target", sql`(${t.targetId} = '') = (${t.targetType} in ('home', 'menu'))`),
    // The list (C-50), newest first, and the links of one thing.
    index("link_by_creation").on(t.merchantId, t.createdAt, t.id),
    index("link_by_target").on(t.merchantId, t.targetType, t.targetId, t.createdAt),
  ],
);

/** What came through a link on one day of the merchant's clock: bots are in none of it. */
export const linkDays = pgTable(
  "link_day",
  {
    merchantId: merchantId(),
    linkId: text("link_id").notNull(),
    day: date("day").notNull(),
    /** How often it was opened. */
    clicks: count("clicks").notNull().default(0),
    /** People who opened it for the first time, as far as their browsers can be told apart. */
    visitors: count("visitors").notNull().default(0),
    /** Coupons that members claimed within 30 days of opening it, with no other link opened between. */
    claims: count("claims").notNull().default(0),
    /** People among that day's `visitors` who claimed since: members, each once. */
    claimers: count("claimers").notNull().default(0),
    /** Orders and packs they paid, likewise, without those that were refunded in full. */
    orders: count("orders").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.linkId, t.day] }),
    foreignKey({ columns: [t.merchantId, t.linkId], foreignColumns: [links.merchantId, links.id] }),
    check(
      "link_day_counts",
      sql`${t.clicks} >= 0 and ${t.visitors} between 0 and ${t.clicks} and ${t.claims} >= 0 and ${t.orders} >= 0`,
    ),
    check("link_day_claimers", sql`${t.claimers} >= 0`),
  ],
);

/** What the orders and packs of a link that were paid on one day came to, in each currency. */
export const linkSales = pgTable(
  "link_sale",
  {
    merchantId: merchantId(),
    linkId: text("link_id").notNull(),
    day: date("day").notNull(),
    /** ISO 4217. */
    currency: text("currency").notNull(),
    /** Paid in all, less what was refunded since. */
    salesMinor: minor("sales_minor").notNull(),
    /** Off by coupons, without orders that were refunded in full. */
    discountMinor: minor("discount_minor").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.linkId, t.day, t.currency] }),
    foreignKey({ columns: [t.merchantId, t.linkId], foreignColumns: [links.merchantId, links.id] }),
  ],
);

/** On what a link was opened, and from where, by day: fifty hosts a day at most, the others as one (links/rules.ts `toldApart`). */
export const linkSources = pgTable(
  "link_source",
  {
    merchantId: merchantId(),
    linkId: text("link_id").notNull(),
    day: date("day").notNull(),
    kind: text("kind", { enum: ["device", "referrer"] }).notNull(),
    /** `mobile`, `tablet` or `desktop`; or a host, `` = none was told, `other` = one of too many. */
    value: text("value").notNull(),
    clicks: count("clicks").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.linkId, t.day, t.kind, t.value] }),
    foreignKey({ columns: [t.merchantId, t.linkId], foreignColumns: [links.merchantId, links.id] }),
  ],
);

/** Who opened a link before, so that they count once; kept for 90 days. No address and no name is in it. */
export const linkVisitors = pgTable(
  "link_visitor",
  {
    merchantId: merchantId(),
    linkId: text("link_id").notNull(),
    /** What a browser is told apart by: what it was given, or a keyed hash of the day, its address and its kind. */
    visitor: text("visitor").notNull(),
    day: date("day").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.linkId, t.visitor] }),
    index("link_visitor_by_day").on(t.day),
  ],
);

/** When a member opened which link: what they do in the 30 days after is owed to the last one. */
export const memberVisits = pgTable(
  "member_visit",
  {
    merchantId: merchantId(),
    memberId: text("member_id").notNull(),
    at: instant("at").notNull(),
    linkId: text("link_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.memberId, t.at, t.linkId] }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    foreignKey({ columns: [t.merchantId, t.linkId], foreignColumns: [links.merchantId, links.id] }),
    index("member_visit_by_age").on(t.at),
  ],
);

/** A claim, an order or a pack that is owed to a link: each once, to one. */
export const linkConversions = pgTable(
  "link_conversion",
  {
    merchantId: merchantId(),
    kind: text("kind", { enum: ["claim", "order", "pack"] }).notNull(),
    /** The voucher, the order, or the pack purchase. */
    subjectId: text("subject_id").notNull(),
    linkId: text("link_id").notNull(),
    memberId: text("member_id").notNull(),
    at: instant("at").notNull(),
    /** The day it counts on, of the merchant's clock. */
    day: date("day").notNull(),
    /** Whether it was claimed in the activity that the link leads to, or bought with a coupon of that. */
    isOwn: boolean("is_own").notNull().default(false),
    /** Of an order or a pack, what was refunded of it and is taken off its link's sales. */
    refundedMinor: minor("refunded_minor").notNull().default(0),
    /** It was refunded in full, and is counted no more. */
    isGone: boolean("is_gone").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.kind, t.subjectId] }),
    foreignKey({ columns: [t.merchantId, t.linkId], foreignColumns: [links.merchantId, links.id] }),
    // Recounting a link's figures.
    index("link_conversion_of_link").on(t.merchantId, t.linkId, t.kind, t.day),
  ],
);

/** Who claimed by a link, so that they count once, however many coupons they have of it. */
export const linkClaimers = pgTable(
  "link_claimer",
  {
    merchantId: merchantId(),
    linkId: text("link_id").notNull(),
    memberId: text("member_id").notNull(),
    /** The day they count on, of the merchant's clock: that of their first visit that is known. */
    day: date("day").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.linkId, t.memberId] }),
    foreignKey({ columns: [t.merchantId, t.linkId], foreignColumns: [links.merchantId, links.id] }),
  ],
);

/** What a person chose last in the promote dialog, so that it begins with it. */
export const promotePreferences = pgTable(
  "promote_preference",
  {
    merchantId: merchantId(),
    staffId: text("staff_id").notNull(),
    /** As `promoteChoiceSchema` (links/schema.ts) has it. */
    choice: jsonb("choice").notNull(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.staffId] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
  ],
);
