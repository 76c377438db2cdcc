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
  smallint,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { count, createdAt, id, instant, merchantId, translations, updatedAt } from "@/db/schema/columns";
import { coupons } from "@/db/schema/coupons";
import { members } from "@/db/schema/members";
import { merchants } from "@/db/schema/merchants";
import type { ActivityKind, ActivityRules, ActivityText } from "@/lib/activities/schema";
import type { ImageRef } from "@/lib/kernel/image";
import type { Audience } from "@/lib/members/schema/audience";

/** A marketing activity: when it runs, for whom, how often, and by which kind's rules. */
export const activities = pgTable(
  "activity",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    kind: text("kind").$type<ActivityKind>().notNull(),
    name: text("name").notNull(),
    /** The merchant's own word for it, unique in the merchant without regard to case. */
    code: text("code").notNull(),
    /** The address /a/{slug}, made from the code, unique in the installation. */
    slug: text("slug").notNull(),
    /** IANA; days of daily limits are days of this zone. */
    timeZone: text("time_zone").notNull(),
    /** Half-open: starts_at <= t < ends_at. */
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    /** Shown at the top of the page; plain text. */
    description: text("description").notNull().default(""),
    /** Shown at the bottom of the page; plain text, line breaks kept. */
    rulesText: text("rules_text").notNull().default(""),
    translations: translations<ActivityText>(),
    /** What the kind adds (activities/schema.ts); passwords and prizes are rows of their own. */
    rules: jsonb("rules").$type<ActivityRules>().notNull(),
    audience: jsonb("audience").$type<Audience>().notNull(),
    /** Most successes of one member over all of it, and in one local day; null = no limit. */
    perMember: integer("per_member"),
    perMemberPerDay: integer("per_member_per_day"),
    shareAllowed: boolean("share_allowed").notNull().default(true),
    shareTitle: text("share_title").notNull().default(""),
    shareSubtitle: text("share_subtitle").notNull().default(""),
    /** The picture of the shared link's card; null = one is made of the words. Kept as coupon_terms.image is. */
    shareImage: jsonb("share_image").$type<ImageRef | null>(),
    /** At the top of the page; null = none. */
    heroImage: jsonb("hero_image").$type<ImageRef | null>(),
    /** Null = draft. */
    publishedAt: instant("published_at"),
    pausedAt: instant("paused_at"),
    archivedAt: instant("archived_at"),
    createdBy: text("created_by"),
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    uniqueIndex("activity_code").on(t.merchantId, sql`lower(${t.code})`),
    unique("activity_slug").on(t.slug),
    check("activity_period", sql`${t.startsAt} < ${t.endsAt}`),
    index("activity_by_creation").on(t.merchantId, t.createdAt, t.id),
    index("activity_by_name").on(t.merchantId, t.name, t.id),
    index("activity_by_start").on(t.merchantId, t.startsAt, t.id),
  ],
);

/** Addresses an activity had before its code was changed: they lead to it for ever. */
export const activitySlugs = pgTable(
  "activity_slug_history",
  {
    slug: text("slug").primaryKey(),
    merchantId: merchantId(),
    activityId: text("activity_id").notNull(),
  },
  (t) => [
    foreignKey({
      columns: [t.merchantId, t.activityId],
      foreignColumns: [activities.merchantId, activities.id],
    }),
  ],
);

/**
 * How many successes an activity had, of how many at most. Limited: the one row of shard 0. Unlimited: sixteen rows,
 * as coupon_stock.
 */
export const activityStock = pgTable(
  "activity_stock",
  {
    merchantId: merchantId(),
    activityId: text("activity_id").notNull(),
    shard: smallint("shard").notNull(),
    /** Null = no limit over all members. */
    total: count("total"),
    participations: count("participations").notNull().default(0),
    /** Members with at least one success. */
    participants: count("participants").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.activityId, t.shard] }),
    foreignKey({
      columns: [t.merchantId, t.activityId],
      foreignColumns: [activities.merchantId, activities.id],
    }),
    check(
      "activity_stock_total",
      sql`${t.participations} >= 0 and (${t.total} is null or ${t.participations} <= ${t.total})`,
    ),
    check("activity_stock_participants", sql`${t.participants} between 0 and ${t.participations}`),
    check(
      "activity_stock_shard",
      sql`${t.shard} between 0 and 15 and (${t.total} is null or ${t.shard} = 0)`,
    ),
  ],
);

/** What is won together: a password's stock and its prizes. */
export const prizePools = pgTable(
  "prize_pool",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    activityId: text("activity_id").notNull(),
    /** 1 to 5 in the order of the form; negative only inside the transaction of an edit. */
    position: smallint("position").notNull(),
    /** HMAC of the normalised password under the data key, for look-up. */
    passwordHash: text("password_hash").notNull(),
    /** The password as typed, encrypted under the data key, for staff to read. */
    passwordCipher: text("password_cipher").notNull(),
    /** How often it can be won; a trigger lets it grow only. */
    inventory: count("inventory").notNull(),
    issued: count("issued").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({
      columns: [t.merchantId, t.activityId],
      foreignColumns: [activities.merchantId, activities.id],
    }),
    unique("prize_pool_password").on(t.merchantId, t.activityId, t.passwordHash),
    unique("prize_pool_position").on(t.merchantId, t.activityId, t.position),
    // Lets a participation say that its pool is of its activity.
    unique("prize_pool_of_activity").on(t.merchantId, t.activityId, t.id),
    check("prize_pool_issued", sql`${t.issued} between 0 and ${t.inventory}`),
    check("prize_pool_position_range", sql`abs(${t.position}) between 1 and 5`),
  ],
);

/** A coupon of a pool and how many of it each win gives. */
export const prizes = pgTable(
  "prize",
  {
    merchantId: merchantId(),
    poolId: text("pool_id").notNull(),
    position: smallint("position").notNull(),
    couponId: text("coupon_id").notNull(),
    quantity: smallint("quantity").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.poolId, t.couponId] }),
    foreignKey({
      columns: [t.merchantId, t.poolId],
      foreignColumns: [prizePools.merchantId, prizePools.id],
    }).onDelete("cascade"),
    foreignKey({ columns: [t.merchantId, t.couponId], foreignColumns: [coupons.merchantId, coupons.id] }),
    check("prize_quantity", sql`${t.quantity} between 1 and 99`),
    // May this coupon be deleted, and where is it a prize?
    index("prize_by_coupon").on(t.merchantId, t.couponId),
  ],
);

/**
 * How often a member succeeded in an activity: what its limits count. It exists because of a participation, whose own
 * foreign key says that the member does.
 */
export const activityQuotas = pgTable(
  "activity_quota",
  {
    merchantId: merchantId(),
    memberId: text("member_id").notNull(),
    activityId: text("activity_id").notNull(),
    participations: integer("participations").notNull(),
    /** The activity's local day that `participations_today` counts. */
    day: date("day").notNull(),
    participationsToday: integer("participations_today").notNull(),
    /** How often with each prize pool, by the pool's id: what `rules.perMember` counts. Sums to `participations`. */
    wins: jsonb("wins").$type<Record<string, number>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.memberId, t.activityId] }),
    check("activity_quota_counts", sql`${t.participationsToday} between 0 and ${t.participations}`),
  ],
);

/** A success: a member won a pool's prizes. Refused tries are no participations. */
export const participations = pgTable(
  "participation",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    activityId: text("activity_id").notNull(),
    poolId: text("pool_id").notNull(),
    memberId: text("member_id").notNull(),
    /** The request of the member, or of who asked for them; asked again it gives the same answer. */
    requestId: text("request_id").notNull(),
    at: instant("at").notNull(),
    /** The day it was in the activity's zone. */
    day: date("day").notNull(),
    /** The audit entry of the transaction it was won in; null = one of its own, about this participation. */
    auditId: text("audit_id"),
    /** The request as logs name it; null = the audit entry says. */
    trace: text("trace"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    // Also "my prizes": a member's successes in one activity.
    // Member first: the look-up of every claim must find its way by this key alone, whatever the statistics of a young
    // table say; one that began with the merchant was passed over for a look at all of the merchant's.
    unique("participation_request").on(t.memberId, t.requestId, t.activityId, t.merchantId),
    foreignKey({
      columns: [t.merchantId, t.activityId, t.poolId],
      foreignColumns: [prizePools.merchantId, prizePools.activityId, prizePools.id],
    }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    // Participants of an activity, newest first (C-44).
    index("participation_by_activity").on(t.merchantId, t.activityId, t.at, t.id),
  ],
);

/** Page views of an activity by local day, without bots; added up in the process and written every few seconds. */
export const activityViews = pgTable(
  "activity_view",
  {
    merchantId: merchantId(),
    activityId: text("activity_id").notNull(),
    day: date("day").notNull(),
    views: count("views").notNull(),
    /** How many browsers those are, as far as they can be told apart: what `seen` comes to. */
    visitors: count("visitors").notNull().default(0),
    /** A sketch of who that was (kernel/sketch.ts): no address and no name is in it. Null = nobody was told apart. */
    seen: text("seen"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.activityId, t.day] }),
    foreignKey({
      columns: [t.merchantId, t.activityId],
      foreignColumns: [activities.merchantId, activities.id],
    }),
  ],
);
