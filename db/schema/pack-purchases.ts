import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant, merchantId, minor, updatedAt } from "@/db/schema/columns";
import { members } from "@/db/schema/members";
import { stores } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import { packContents, packs } from "@/db/schema/packs";

/** Packs given to a phone number. What a number that is no member yet was given waits for its registration (K7). */
export const packGifts = pgTable(
  "pack_gift",
  {
    merchantId: merchantId(),
    /** `pgf_…` */
    id: id().notNull(),
    packId: text("pack_id").notNull(),
    contentsVersion: integer("contents_version").notNull(),
    /** E.164, while it waits; null once it is a member's, whose row has it. */
    phone: text("phone"),
    /** Null while it waits. */
    memberId: text("member_id"),
    /** How many packs. */
    quantity: integer("quantity").notNull(),
    /** The merchant's own words; the member does not see them. */
    note: text("note").notNull().default(""),
    actorType: text("actor_type").notNull(),
    actorId: text("actor_id"),
    createdAt: createdAt(),
    deliveredAt: instant("delivered_at"),
    /** When the merchant took it back while it waited; null = it was not. */
    withdrawnAt: instant("withdrawn_at"),
    /** The last digits of the number it was taken back from: the number itself is not kept. */
    withdrawnFrom: text("withdrawn_from"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({
      columns: [t.merchantId, t.packId, t.contentsVersion],
      foreignColumns: [packContents.merchantId, packContents.packId, packContents.version],
    }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    check("pack_gift_quantity", sql`${t.quantity} between 1 and 99`),
    // It waits for a number, is a member's, or was taken back.
    check(
      "pack_gift_stands",
      sql`num_nonnulls(${t.phone}, ${t.memberId}, ${t.withdrawnAt}) = 1 and (${t.memberId} is null) = (${t.deliveredAt} is null)
        and (${t.withdrawnAt} is null) = (${t.withdrawnFrom} is null)`,
    ),
    index("pack_gift_by_pack").on(t.merchantId, t.packId, t.id),
    index("pack_gift_by_member").on(t.merchantId, t.memberId).where(sql`member_id is not null`),
    index("pack_gift_waiting").on(t.merchantId, t.phone).where(sql`phone is not null`),
  ],
);

/**
 * A member's packs: bought, or given. Holds its stock from the first second, delivers by itself, and is refunded as a whole.
 * `placed` → `paid` | `cancelled`; `paid` → `refunded`; `given` stays.
 */
export const packPurchases = pgTable(
  "pack_purchase",
  {
    merchantId: merchantId(),
    /** `pcs_…` */
    id: id().notNull(),
    /** What people call it by: eight symbols, unique in the merchant. */
    number: text("number").notNull(),
    packId: text("pack_id").notNull(),
    /** What it delivers, fixed when it was bought or given. */
    contentsVersion: integer("contents_version").notNull(),
    memberId: text("member_id").notNull(),
    channel: text("channel", { enum: ["mall", "order", "gift"] }).notNull(),
    /** The store of the order it was bought with; null = none. */
    storeId: text("store_id"),
    /** The order it is paid with; null = it is paid by itself. */
    orderId: text("order_id"),
    giftId: text("gift_id"),
    /** How many packs; more than one only where they were given. */
    quantity: integer("quantity").notNull().default(1),
    currency: text("currency").notNull(),
    /** What it costs in all; 0 = given. */
    priceMinor: minor("price_minor").notNull(),
    status: text("status", { enum: ["placed", "paid", "given", "cancelled", "refunded"] }).notNull(),
    /** Which of the member's two places for unpaid purchases it takes (S-44). */
    slot: smallint("slot"),
    placedAt: instant("placed_at").notNull(),
    /** The merchant's local day it counts on for the limit of a day. */
    placedOn: date("placed_on").notNull(),
    /** Unpaid at this instant, it holds nothing any more; null = given. */
    expiresAt: instant("expires_at"),
    paidAt: instant("paid_at"),
    paymentRef: text("payment_ref"),
    cancelledAt: instant("cancelled_at"),
    cancelledBy: text("cancelled_by", { enum: ["member", "merchant", "time"] }),
    refundedAt: instant("refunded_at"),
    /** `rfd_…`: what a provider knows the money's way back by. */
    refundId: text("refund_id"),
    refundedBy: text("refunded_by", { enum: ["member", "merchant", "time"] }),
    /** Goes back by itself once expired with nothing used, as the pack said when it was sold. */
    autoRefund: boolean("auto_refund").notNull(),
    /** IANA: whose days its deliveries are counted in. */
    timeZone: text("time_zone").notNull(),
    /** How many deliveries there are in all. */
    cycles: integer("cycles").notNull(),
    /** The local day of the first delivery, from which the others are counted; null until it was paid or given. */
    startedOn: date("started_on"),
    /** When everything it delivered has expired, and whether it goes back is looked at; null = never. */
    refundDueAt: instant("refund_due_at"),
    /** When staff ended what was still to be delivered, since it could not be had any more; null = they did not. */
    endedAt: instant("ended_at"),
    /** Why, as its member is told; null = it was not ended. */
    endReason: text("end_reason"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique("pack_purchase_number").on(t.merchantId, t.number),
    foreignKey({
      columns: [t.merchantId, t.packId, t.contentsVersion],
      foreignColumns: [packContents.merchantId, packContents.packId, packContents.version],
    }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    foreignKey({ columns: [t.merchantId, t.storeId], foreignColumns: [stores.merchantId, stores.id] }),
    foreignKey({ columns: [t.merchantId, t.orderId], foreignColumns: [orders.merchantId, orders.id] }),
    foreignKey({ columns: [t.merchantId, t.giftId], foreignColumns: [packGifts.merchantId, packGifts.id] }),
    check("pack_purchase_quantity", sql`${t.quantity} between 1 and 99`),
    check("pack_purchase_gift", sql`(${t.status} = 'given') = (${t.giftId} is not null)`),
    check("pack_purchase_price", sql`(${t.giftId} is null) = (${t.priceMinor} > 0)`),
    check("pack_purchase_slot", sql`(${t.status} = 'placed') = (${t.slot} is not null)`),
    check("pack_purchase_slots", sql`${t.slot} between 1 and 2`),
    check("pack_purchase_paid", sql`(${t.status} in ('paid', 'refunded')) = (${t.paidAt} is not null)`),
    // What was paid or given has begun: its deliveries are counted from that day.
    check(
      "pack_purchase_begun",
      sql`(${t.status} in ('paid', 'given', 'refunded')) = (${t.startedOn} is not null)`,
    ),
    check(
      "pack_purchase_ended",
      sql`(${t.endedAt} is null) = (${t.endReason} is null) and (${t.endedAt} is null or ${t.startedOn} is not null)`,
    ),
    check("pack_purchase_cancelled", sql`(${t.status} = 'cancelled') = (${t.cancelledAt} is not null)`),
    check(
      "pack_purchase_refunded",
      sql`(${t.status} = 'refunded') = (${t.refundedAt} is not null) and (${t.refundedAt} is null) = (${t.refundId} is null)`,
    ),
    // At most two unpaid ones a member, whatever any lock says (S-44).
    uniqueIndex("pack_purchase_unpaid").on(t.merchantId, t.memberId, t.slot).where(sql`status = 'placed'`),
    // A gift is one purchase.
    uniqueIndex("pack_purchase_of_gift").on(t.merchantId, t.giftId).where(sql`gift_id is not null`),
    index("pack_purchase_by_pack").on(t.merchantId, t.packId, t.id),
    index("pack_purchase_by_member").on(t.merchantId, t.memberId, t.id),
    index("pack_purchase_sold").on(t.merchantId, t.id).where(sql`gift_id is null`),
    index("pack_purchase_by_order").on(t.merchantId, t.orderId).where(sql`order_id is not null`),
    index("pack_purchase_overdue").on(t.expiresAt).where(sql`status = 'placed'`),
    index("pack_purchase_holding").on(t.merchantId, t.packId, t.expiresAt).where(sql`status = 'placed'`),
    index("pack_purchase_to_refund").on(t.refundDueAt).where(sql`refund_due_at is not null`),
  ],
);

/**
 * Where the deliveries of a purchase stand, from its first on: all that a delivery changes of it. Narrow, with two indexes,
 * because every delivery of every member writes it. The lock on the purchase guards it.
 */
export const packDues = pgTable(
  "pack_due",
  {
    merchantId: merchantId(),
    purchaseId: text("purchase_id").notNull(),
    packId: text("pack_id").notNull(),
    /** The next delivery, 1 to the purchase's cycles + 1. */
    nextCycle: integer("next_cycle").notNull().default(1),
    /** When the next delivery is due; null = none is to come. */
    nextDueAt: instant("next_due_at"),
    /** When it is tried: the due time, or later while a coupon of it cannot be had. */
    tryAt: instant("try_at"),
    /** The coupon that the next delivery waits for; null = for none. */
    waitsFor: text("waits_for"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.purchaseId] }),
    foreignKey({
      columns: [t.merchantId, t.purchaseId],
      foreignColumns: [packPurchases.merchantId, packPurchases.id],
    }),
    check("pack_due_cycle", sql`${t.nextCycle} >= 1`),
    check("pack_due_tried", sql`(${t.nextDueAt} is null) = (${t.tryAt} is null)`),
    // What is due at one moment of one pack is one key: every delivery moves its purchase in here.
    index("pack_due_next").on(t.tryAt, t.merchantId, t.packId).where(sql`try_at is not null`),
    // What is put off, which most deliveries never are.
    index("pack_due_waiting").on(t.merchantId, t.packId, t.waitsFor).where(sql`waits_for is not null`),
    index("pack_due_put_off").on(t.nextDueAt).where(sql`try_at > next_due_at`),
  ],
);

/** One delivery of a purchase: the key is what makes it happen once (I-6, I-16). Append-only: a trigger refuses update and delete. */
export const packDeliveries = pgTable(
  "pack_delivery",
  {
    merchantId: merchantId(),
    purchaseId: text("purchase_id").notNull(),
    /** 1 = the first. */
    cycle: integer("cycle").notNull(),
    /** When it was due by its schedule. */
    dueAt: instant("due_at").notNull(),
    at: instant("at").notNull(),
    /** What was issued by it. */
    voucherIds: text("voucher_ids").array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.purchaseId, t.cycle] }),
    foreignKey({
      columns: [t.merchantId, t.purchaseId],
      foreignColumns: [packPurchases.merchantId, packPurchases.id],
    }),
    check("pack_delivery_some", sql`${t.cycle} >= 1 and cardinality(${t.voucherIds}) > 0`),
  ],
);

/** How many of a pack a member bought, unpaid ones among them: what its limits count. Given ones do not count. */
export const packQuotas = pgTable(
  "pack_quota",
  {
    merchantId: merchantId(),
    memberId: text("member_id").notNull(),
    packId: text("pack_id").notNull(),
    bought: integer("bought").notNull(),
    /** The merchant's local day that `bought_today` counts. */
    day: date("day").notNull(),
    boughtToday: integer("bought_today").notNull(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.memberId, t.packId] }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    foreignKey({ columns: [t.merchantId, t.packId], foreignColumns: [packs.merchantId, packs.id] }),
    check("pack_quota_counts", sql`${t.boughtToday} between 0 and ${t.bought}`),
  ],
);

/** Somebody asks that a purchase be refunded: its member, or staff; somebody of finance decides. */
export const packRefundRequests = pgTable(
  "pack_refund_request",
  {
    merchantId: merchantId(),
    /** `prr_…` */
    id: id().notNull(),
    purchaseId: text("purchase_id").notNull(),
    /** `member` or `staff`, and who. */
    actorType: text("actor_type").notNull(),
    actorId: text("actor_id"),
    reason: text("reason").notNull(),
    status: text("status", { enum: ["open", "granted", "declined", "withdrawn"] })
      .notNull()
      .default("open"),
    /** What the member is told; empty = nothing. */
    answer: text("answer").notNull().default(""),
    decidedBy: text("decided_by"),
    createdAt: createdAt(),
    decidedAt: instant("decided_at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({
      columns: [t.merchantId, t.purchaseId],
      foreignColumns: [packPurchases.merchantId, packPurchases.id],
    }),
    // One at a time.
    uniqueIndex("pack_refund_request_open").on(t.merchantId, t.purchaseId).where(sql`status = 'open'`),
    index("pack_refund_request_by_purchase").on(t.merchantId, t.purchaseId, t.id),
    index("pack_refund_request_queue").on(t.merchantId, t.id).where(sql`status = 'open'`),
    check("pack_refund_request_decided", sql`(${t.status} = 'open') = (${t.decidedAt} is null)`),
  ],
);
