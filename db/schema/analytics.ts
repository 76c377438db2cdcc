import { sql } from "drizzle-orm";
import { check, date, foreignKey, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { activities } from "@/db/schema/activities";
import { count, merchantId, minor } from "@/db/schema/columns";
import { coupons } from "@/db/schema/coupons";
import { merchants } from "@/db/schema/merchants";

/**
 * What came of a coupon on one day that is over: figures of ranges are sums of these, however many vouchers there are.
 * Days are of the merchant's clock as it was when the day was added up.
 */
export const couponDays = pgTable(
  "coupon_day",
  {
    merchantId: merchantId(),
    couponId: text("coupon_id").notNull(),
    day: date("day").notNull(),
    /** Vouchers issued that day, however. */
    claimed: count("claimed").notNull(),
    /** How often one was used that day, whenever it was issued. */
    used: count("used").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.day, t.couponId] }),
    // The days of one coupon (C-13).
    index("coupon_day_of_coupon").on(t.merchantId, t.couponId, t.day),
    foreignKey({
      columns: [t.merchantId, t.couponId],
      foreignColumns: [coupons.merchantId, coupons.id],
    }).onDelete("cascade"),
    check("coupon_day_counts", sql`${t.claimed} >= 0 and ${t.used} >= 0 and ${t.claimed} + ${t.used} > 0`),
  ],
);

/** Through which day a merchant's days are added up; no row = none yet. */
export const dayRollups = pgTable(
  "day_rollup",
  {
    merchantId: merchantId().primaryKey(),
    through: date("through").notNull(),
  },
  (t) => [foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] })],
);

/**
 * The same by another clock than the merchant's: a store elsewhere has its own days, which begin and end at other moments.
 * One set of days for each zone in which the merchant has a store.
 */
export const couponClockDays = pgTable(
  "coupon_clock_day",
  {
    merchantId: merchantId(),
    /** IANA; not the merchant's own. */
    timeZone: text("time_zone").notNull(),
    couponId: text("coupon_id").notNull(),
    day: date("day").notNull(),
    /** Vouchers issued that day, however. */
    claimed: count("claimed").notNull(),
    /** How often one was used that day, whenever it was issued. */
    used: count("used").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.timeZone, t.day, t.couponId] }),
    // The days of one coupon (C-13).
    index("coupon_clock_day_of_coupon").on(t.merchantId, t.couponId, t.timeZone, t.day),
    foreignKey({
      columns: [t.merchantId, t.couponId],
      foreignColumns: [coupons.merchantId, coupons.id],
    }).onDelete("cascade"),
    check(
      "coupon_clock_day_counts",
      sql`${t.claimed} >= 0 and ${t.used} >= 0 and ${t.claimed} + ${t.used} > 0`,
    ),
  ],
);

/** Through which day a merchant's days by another clock are added up; no row = none yet. */
export const clockRollups = pgTable(
  "clock_rollup",
  {
    merchantId: merchantId(),
    timeZone: text("time_zone").notNull(),
    through: date("through").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.timeZone] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
  ],
);

/**
 * What came of an activity on one day that is over, by the channel its members came through: figures of ranges are sums of
 * these, however many took part. Days are of the merchant's clock as it was when the day was added up.
 */
export const activityDays = pgTable(
  "activity_day",
  {
    merchantId: merchantId(),
    activityId: text("activity_id").notNull(),
    day: date("day").notNull(),
    /** A channel's code; empty = through no link to the activity. */
    channel: text("channel").notNull(),
    /** Members who won something in it for the first time that day. */
    participants: count("participants").notNull(),
    /** Coupons they won. */
    issued: count("issued").notNull(),
    /** How often a coupon that was won in it was used that day, whenever that was. */
    used: count("used").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.activityId, t.day, t.channel] }),
    // A day is added up in place of what was there.
    index("activity_day_by_day").on(t.merchantId, t.day),
    foreignKey({
      columns: [t.merchantId, t.activityId],
      foreignColumns: [activities.merchantId, activities.id],
    }).onDelete("cascade"),
    check("activity_day_counts", sql`${t.participants} >= 0 and ${t.issued} >= 0 and ${t.used} >= 0`),
  ],
);

/** Through which day a merchant's activities are added up; no row = none yet. */
export const activityRollups = pgTable(
  "activity_rollup",
  {
    merchantId: merchantId().primaryKey(),
    through: date("through").notNull(),
  },
  (t) => [foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] })],
);

/** An order that was paid with a coupon won in an activity; one with coupons of two activities has a row for each. */
export const activityOrders = pgTable(
  "activity_order",
  {
    merchantId: merchantId(),
    activityId: text("activity_id").notNull(),
    orderId: text("order_id").notNull(),
    /** On which it was paid, of the merchant's clock. */
    day: date("day").notNull(),
    /** A channel's code; empty = its member came through no link to the activity. */
    channel: text("channel").notNull(),
    /** ISO 4217. */
    currency: text("currency").notNull(),
    /** Paid, less what was given back since. */
    salesMinor: minor("sales_minor").notNull(),
    /** 1; 0 = it was given back in full, and is an order no more. */
    orders: count("orders").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.orderId, t.activityId] }),
    // What was sold: all that is asked stands in it.
    index("activity_order_by_day").on(
      t.merchantId,
      t.activityId,
      t.day,
      t.currency,
      t.channel,
      t.salesMinor,
      t.orders,
    ),
    foreignKey({
      columns: [t.merchantId, t.activityId],
      foreignColumns: [activities.merchantId, activities.id],
    }).onDelete("cascade"),
    check("activity_order_counts", sql`${t.salesMinor} >= 0 and ${t.orders} between 0 and 1`),
  ],
);

/** What was made as sample data to look around with, so that it can be taken away again, and nothing else with it. */
export const sampleThings = pgTable(
  "sample_thing",
  {
    merchantId: merchantId(),
    /** The table it is a row of. */
    kind: text("kind", {
      enum: [
        "activity",
        "coupon",
        "member",
        "member_group",
        "tag",
        "card_plan",
        "product",
        "category",
        "store",
      ],
    }).notNull(),
    id: text("id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.kind, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
  ],
);
