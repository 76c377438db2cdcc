import { sql } from "drizzle-orm";
import {
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
} from "drizzle-orm/pg-core";
import { createdAt, id, instant, merchantId } from "@/db/schema/columns";
import { couponTerms } from "@/db/schema/coupons";
import { members } from "@/db/schema/members";

/** One member's copy of a coupon, with the window it was promised. */
export const vouchers = pgTable(
  "voucher",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    memberId: text("member_id").notNull(),
    couponId: text("coupon_id").notNull(),
    termsVersion: integer("terms_version").notNull(),
    /** Expired is not stored: a voucher past `valid_until` that is still available is expired (C26). */
    status: text("status", { enum: ["available", "reserved", "used", "cancelled", "transferred"] })
      .notNull()
      .default("available"),
    /** What staff or a till type; unique in the merchant, without separators, upper case. */
    code: text("code").notNull(),
    issuedAt: instant("issued_at").notNull(),
    /** Half-open: valid_from <= t < valid_until; null = for ever. Fixed when issued. */
    validFrom: instant("valid_from").notNull(),
    validUntil: instant("valid_until"),
    /** How it came into being: a prize of an activity, or given by staff. */
    source: text("source", { enum: ["prize", "grant"] }).notNull(),
    /** The participation or the request that issued it. */
    sourceId: text("source_id").notNull(),
    /** Who acted when it came into being: the first line of its history. */
    issuedByType: text("issued_by_type").notNull(),
    issuedBy: text("issued_by"),
    usedAt: instant("used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({
      columns: [t.merchantId, t.couponId, t.termsVersion],
      foreignColumns: [couponTerms.merchantId, couponTerms.couponId, couponTerms.version],
    }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    unique("voucher_code").on(t.merchantId, t.code),
    check("voucher_window", sql`${t.validUntil} is null or ${t.validFrom} < ${t.validUntil}`),
    check("voucher_used_at", sql`(${t.status} = 'used') = (${t.usedAt} is not null)`),
    // The wallet: member first, so that a coupon new to the statistics cannot mislead the planner (performance B, trap 1).
    index("voucher_by_member").on(t.merchantId, t.memberId, t.status, t.issuedAt, t.id),
    // A coupon's records, newest first (C-16).
    index("voucher_by_coupon").on(t.merchantId, t.couponId, t.issuedAt, t.id),
    // What was used of a coupon, by day (C-13).
    index("voucher_used").on(t.merchantId, t.couponId, t.usedAt).where(sql`status = 'used'`),
  ],
);

/**
 * Everything that happened to a voucher after it was issued, which the voucher itself tells and never changes.
 * Append-only: a trigger refuses update and delete.
 */
export const voucherEvents = pgTable(
  "voucher_event",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    voucherId: text("voucher_id").notNull(),
    at: instant("at").notNull(),
    kind: text("kind", {
      enum: ["reserved", "released", "redeemed", "returned", "revoked", "transferred"],
    }).notNull(),
    actorType: text("actor_type").notNull(),
    actorId: text("actor_id"),
    /** What caused it: ids and words for the timeline. */
    cause: jsonb("cause").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId, t.voucherId], foreignColumns: [vouchers.merchantId, vouchers.id] }),
    index("voucher_event_by_voucher").on(t.merchantId, t.voucherId, t.id),
  ],
);

/** How many of a coupon a member was given outside of prizes: what the coupon's claim limits count. */
export const memberQuotas = pgTable(
  "member_quota",
  {
    merchantId: merchantId(),
    memberId: text("member_id").notNull(),
    couponId: text("coupon_id").notNull(),
    issued: integer("issued").notNull(),
    /** The merchant's local day that `issued_today` counts. */
    day: date("day").notNull(),
    issuedToday: integer("issued_today").notNull(),
    updatedAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.memberId, t.couponId] }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    check("member_quota_counts", sql`${t.issuedToday} between 0 and ${t.issued}`),
  ],
);
