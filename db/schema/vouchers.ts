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
import { createdAt, id, instant, merchantId } from "@/db/schema/columns";
import { coupons, couponTerms } from "@/db/schema/coupons";
import { members } from "@/db/schema/members";
import type { Audience } from "@/lib/members/schema/audience";

/** One member's copy of a coupon, with the window it was promised. */
export const vouchers = pgTable(
  "voucher",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    memberId: text("member_id").notNull(),
    /** Whose it was first, where they gave it to a friend: `member_id` is the friend. Null = it was never given. */
    issuedTo: text("issued_to"),
    couponId: text("coupon_id").notNull(),
    termsVersion: integer("terms_version").notNull(),
    /**
     * Expired is not stored: a voucher past `valid_until` that nobody used is expired (C26). Transferred while it is offered
     * as a gift that nobody has taken yet.
     */
    status: text("status", { enum: ["available", "reserved", "used", "cancelled", "transferred"] })
      .notNull()
      .default("available"),
    /** What staff or a till type; unique in the merchant, without separators, upper case. Another one once it is given away. */
    code: text("code").notNull(),
    issuedAt: instant("issued_at").notNull(),
    /** Half-open: valid_from <= t < valid_until; null = for ever. Fixed when issued. */
    validFrom: instant("valid_from").notNull(),
    validUntil: instant("valid_until"),
    /** How it came into being: a prize of an activity, given by staff, claimed with a code, or delivered by a pack. */
    source: text("source", { enum: ["prize", "grant", "code", "pack"] }).notNull(),
    /** The participation, the request, the promo code or the pack purchase that issued it. */
    sourceId: text("source_id").notNull(),
    /** The pack it came out of; null = out of none. */
    packId: text("pack_id"),
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
    // A coupon's records in a state that few of them are in; an issue does not write it.
    index("voucher_settled")
      .on(t.merchantId, t.couponId, t.status, t.issuedAt, t.id)
      .where(sql`status <> 'available'`),
    // What ends next, of all merchants: what is told of it goes on from a bookmark. Ids of one end are in the order in which
    // they were issued, so that a rush of claims writes at one place.
    index("voucher_ending")
      .on(t.validUntil, t.id)
      .where(sql`status = 'available' and valid_until is not null`),
    // What was issued out of a pack, newest first, and what became of it (C-32).
    index("voucher_by_pack").on(t.merchantId, t.packId, t.issuedAt, t.id).where(sql`pack_id is not null`),
    index("voucher_by_pack_settled")
      .on(t.merchantId, t.packId, t.status, t.issuedAt, t.id)
      .where(sql`pack_id is not null and status <> 'available'`),
    // What somebody had and gave away: few are.
    index("voucher_given").on(t.merchantId, t.issuedTo, t.couponId).where(sql`issued_to is not null`),
  ],
);

/** One offer of a voucher to whoever has its link, and what came of it. A voucher is given once in its life. */
export const voucherGifts = pgTable(
  "voucher_gift",
  {
    merchantId: merchantId(),
    /** `gft_…`; the link names it, with a hash over it that is stored nowhere. */
    id: id().notNull(),
    voucherId: text("voucher_id").notNull(),
    giverMemberId: text("giver_member_id").notNull(),
    /** What the giver wrote to their friend; plain, empty = nothing. */
    message: text("message").notNull().default(""),
    /** Waiting for a friend; taken by one; declined by one; taken back by the giver or by staff; over with its time. */
    status: text("status", { enum: ["waiting", "taken", "declined", "withdrawn", "over"] }).notNull(),
    createdAt: instant("created_at").notNull(),
    /** From then on nobody can take it. */
    endsAt: instant("ends_at").notNull(),
    /** Since when it waits no more; null = it does. */
    endedAt: instant("ended_at"),
    /** Who took or declined it; null = nobody did. */
    receiverMemberId: text("receiver_member_id"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({
      name: "voucher_gift_voucher",
      columns: [t.merchantId, t.voucherId],
      foreignColumns: [vouchers.merchantId, vouchers.id],
    }),
    foreignKey({
      name: "voucher_gift_giver",
      columns: [t.merchantId, t.giverMemberId],
      foreignColumns: [members.merchantId, members.id],
    }),
    foreignKey({
      name: "voucher_gift_taker",
      columns: [t.merchantId, t.receiverMemberId],
      foreignColumns: [members.merchantId, members.id],
    }),
    // A link says of no merchant: its gift is found by its id.
    uniqueIndex("voucher_gift_id").on(t.id),
    // Offered to one at a time, and given once (I-11), whatever else goes wrong.
    uniqueIndex("voucher_gift_waiting").on(t.merchantId, t.voucherId).where(sql`status = 'waiting'`),
    uniqueIndex("voucher_gift_taken").on(t.merchantId, t.voucherId).where(sql`status = 'taken'`),
    // What nobody took in time is looked for over all merchants.
    index("voucher_gift_ends").on(t.endsAt, t.id).where(sql`status = 'waiting'`),
    index("voucher_gift_by_giver").on(t.merchantId, t.giverMemberId, t.id),
    index("voucher_gift_by_receiver").on(t.merchantId, t.receiverMemberId, t.id),
    index("voucher_gift_by_voucher").on(t.merchantId, t.voucherId, t.id),
    check("voucher_gift_ended", sql`(${t.status} = 'waiting') = (${t.endedAt} is null)`),
    check(
      "voucher_gift_receiver",
      sql`(${t.status} in ('taken', 'declined')) = (${t.receiverMemberId} is not null)`,
    ),
    check("voucher_gift_other", sql`${t.receiverMemberId} <> ${t.giverMemberId}`),
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
      enum: [
        "reserved",
        "released",
        "redeemed",
        "returned",
        "revoked",
        "extended",
        // Offered as a gift, not given after all, and given: it is another member's from then on.
        "offered",
        "withdrawn",
        "declined",
        "transferred",
      ],
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
    // What was used at a store's desk, newest first (C-72). An order says itself where it was: its uses are not in it.
    index("voucher_event_at_store")
      .on(t.merchantId, sql`(cause ->> 'storeId')`, t.at)
      .where(sql`kind = 'redeemed' and (cause ->> 'storeId') is not null`),
  ],
);

/** Up to which end others were told that vouchers ended unused (`voucher.expired`), of all merchants: one row. */
export const voucherExpiry = pgTable(
  "voucher_expiry",
  {
    /** Always true: there is one. */
    one: boolean("one").primaryKey().default(true),
    /** Ends before this are told. */
    until: instant("until").notNull(),
    /** Of those that end at this very instant the ids up to this one; empty = none. */
    id: text("id").notNull(),
  },
  (t) => [check("voucher_expiry_one", sql`${t.one}`)],
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

/** One gift of a coupon to many: to whom, and how many copies each. What came of each is in `giving_row`. */
export const givings = pgTable(
  "giving",
  {
    merchantId: merchantId(),
    /** `giv_…` */
    id: id().notNull(),
    couponId: text("coupon_id").notNull(),
    /** Copies for each member. */
    quantity: integer("quantity").notNull(),
    source: text("source", { enum: ["list", "file", "audience"] }).notNull(),
    /** For whom, where the source is an audience; null otherwise. */
    audience: jsonb("audience").$type<Audience>(),
    /** Whether all rows are there: a file is read, an audience looked up, by a job. */
    complete: boolean("complete").notNull(),
    /** The job that reads its file; null where there is none. Jobs go after seven days, this stays. */
    readJobId: text("read_job_id"),
    /** The job that gives; null = nobody said yet that it shall. */
    jobId: text("job_id"),
    createdBy: text("created_by"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({
      columns: [t.merchantId, t.couponId],
      foreignColumns: [coupons.merchantId, coupons.id],
    }).onDelete("cascade"),
    index("giving_by_coupon").on(t.merchantId, t.couponId, t.id),
    index("giving_by_age").on(t.createdAt),
    check("giving_quantity", sql`${t.quantity} between 1 and 100`),
    check("giving_audience", sql`(${t.source} = 'audience') = (${t.audience} is not null)`),
  ],
);

/** One line of a giving's list, or one member of its audience, and what came of it. */
export const givingRows = pgTable(
  "giving_row",
  {
    merchantId: merchantId(),
    givingId: text("giving_id").notNull(),
    /** The line of the list, from 1; of an audience, in the order of members' ids. */
    line: integer("line").notNull(),
    /** Null = nobody: the line names no member, or one that an earlier line names. */
    memberId: text("member_id"),
    /** The line as it was written, where it names nobody; empty otherwise. */
    value: text("value").notNull().default(""),
    status: text("status", { enum: ["waiting", "given", "refused"] }).notNull(),
    /** Why it was refused: a code of `coupon-giving.reasons`. Null unless refused. */
    reason: text("reason"),
    /** When it was given or refused. */
    at: instant("at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.givingId, t.line] }),
    foreignKey({
      columns: [t.merchantId, t.givingId],
      foreignColumns: [givings.merchantId, givings.id],
    }).onDelete("cascade"),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    // Nobody is given twice by one giving, whatever else goes wrong.
    uniqueIndex("giving_row_member").on(t.merchantId, t.givingId, t.memberId),
    index("giving_row_by_status").on(t.merchantId, t.givingId, t.status, t.line),
    check("giving_row_reason", sql`(${t.reason} is not null) = (${t.status} = 'refused')`),
    check("giving_row_member_known", sql`${t.memberId} is not null or ${t.status} = 'refused'`),
  ],
);
