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
import { createdAt, id, instant, merchantId, minor } from "@/db/schema/columns";
import { coupons, couponTerms } from "@/db/schema/coupons";
import { members } from "@/db/schema/members";
import { merchants, stores } from "@/db/schema/merchants";
import { vouchers } from "@/db/schema/vouchers";
import type { Quote } from "@/lib/pricing/shapes";

/** A sale. Its price and its vouchers are fixed when it is placed (pricing.md section 9). */
export const orders = pgTable(
  "order",
  {
    merchantId: merchantId(),
    /** `ord_…` */
    id: id().notNull(),
    /** What people say: eight symbols that are not mistaken for each other; unique in the merchant. */
    number: text("number").notNull(),
    storeId: text("store_id").notNull(),
    /** The part of the store's floor, as it was named; null = nobody said. */
    region: text("region"),
    /** Null = somebody who is no member. */
    memberId: text("member_id"),
    channel: text("channel", { enum: ["online", "till"] }).notNull(),
    device: text("device", { enum: ["mobile", "desktop", "till"] }).notNull(),
    currency: text("currency").notNull(),
    status: text("status", {
      enum: ["placed", "paid", "completed", "cancelled", "partly_refunded", "refunded"],
    }).notNull(),
    /** Units of all lines. */
    items: integer("items").notNull(),
    subtotalMinor: minor("subtotal_minor").notNull(),
    deliveryMinor: minor("delivery_minor").notNull(),
    /** Where the member has it delivered, in their words; null = it is collected, or nobody said. */
    deliveryAddress: text("delivery_address"),
    /** True where that address was taken out with its member's data; null = the address, or what it cost, says whether it is delivered. */
    wasDelivered: boolean("was_delivered"),
    /** Off goods. */
    discountMinor: minor("discount_minor").notNull(),
    deliveryDiscountMinor: minor("delivery_discount_minor").notNull(),
    totalMinor: minor("total_minor").notNull(),
    /** 0 until it is paid, then the total. */
    paidMinor: minor("paid_minor").notNull().default(0),
    refundedMinor: minor("refunded_minor").notNull().default(0),
    /** What each line and voucher came to, as it was answered. */
    quote: jsonb("quote").$type<Quote>().notNull(),
    /** How a refund in part is priced: the merchant's setting when it was placed. */
    refundBasis: text("refund_basis", { enum: ["units", "reprice"] }).notNull(),
    /** When it was priced and placed. */
    placedAt: instant("placed_at").notNull(),
    /** Unpaid by then, it is cancelled and its vouchers are free again. */
    expiresAt: instant("expires_at").notNull(),
    paidAt: instant("paid_at"),
    completedAt: instant("completed_at"),
    cancelledAt: instant("cancelled_at"),
    /** Who gave it up: null unless cancelled. */
    cancelledBy: text("cancelled_by", { enum: ["member", "merchant", "time"] }),
    /** What proves the payment where it was made. */
    paymentRef: text("payment_ref"),
    placedByType: text("placed_by_type", { enum: ["staff", "member", "api_key"] }).notNull(),
    placedBy: text("placed_by"),
    /** In the words of who placed it; empty = none. */
    note: text("note").notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    foreignKey({ columns: [t.merchantId, t.storeId], foreignColumns: [stores.merchantId, stores.id] }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    unique("order_number").on(t.merchantId, t.number),
    check(
      "order_total",
      sql`${t.totalMinor} = ${t.subtotalMinor} - ${t.discountMinor} + ${t.deliveryMinor} - ${t.deliveryDiscountMinor}`,
    ),
    check("order_discount", sql`${t.discountMinor} between 0 and ${t.subtotalMinor}`),
    check("order_delivery", sql`${t.deliveryDiscountMinor} between 0 and ${t.deliveryMinor}`),
    check("order_paid", sql`${t.paidMinor} = case when ${t.paidAt} is null then 0 else ${t.totalMinor} end`),
    check("order_refunded", sql`${t.refundedMinor} between 0 and ${t.paidMinor}`),
    check("order_cancelled", sql`(${t.status} = 'cancelled') = (${t.cancelledAt} is not null)`),
    check("order_cancelled_by", sql`(${t.cancelledAt} is null) = (${t.cancelledBy} is null)`),
    check("order_cancelled_unpaid", sql`${t.cancelledAt} is null or ${t.paidAt} is null`),
    check("order_placed_unpaid", sql`(${t.status} in ('placed', 'cancelled')) = (${t.paidAt} is null)`),
    check("order_completed", sql`${t.completedAt} is null or ${t.paidAt} is not null`),
    // The order list (C-75) of a store, of a member; of everything by the key.
    index("order_by_store").on(t.merchantId, t.storeId, t.id),
    index("order_by_member").on(t.merchantId, t.memberId, t.id).where(sql`member_id is not null`),
    // What members spent of late: all that is asked stands in it.
    index("order_spent")
      .on(t.merchantId, t.paidAt, t.memberId, t.currency, t.paidMinor, t.refundedMinor)
      .where(sql`paid_at is not null and member_id is not null`),
    // What coupons sold and took off (Home): all that is asked stands in it.
    index("order_with_coupons")
      .on(
        t.merchantId,
        t.paidAt,
        t.storeId,
        t.currency,
        t.paidMinor,
        t.refundedMinor,
        t.discountMinor,
        t.deliveryDiscountMinor,
      )
      .where(
        sql`discount_minor + delivery_discount_minor > 0 and status in ('paid', 'completed', 'partly_refunded')`,
      ),
    index("order_by_status").on(t.merchantId, t.status, t.id),
    // Those that are delivered: word for word as the list asks, and few where few are.
    index("order_delivered")
      .on(t.merchantId, t.id)
      .where(sql`delivery_address is not null or delivery_minor > 0 or was_delivered is true`),
    index("order_by_payment").on(t.merchantId, t.paymentRef).where(sql`payment_ref is not null`),
    // Whose time is running out.
    index("order_unpaid").on(t.expiresAt).where(sql`status = 'placed'`),
  ],
);

/** One product on an order, as it was when it was placed. */
export const orderLines = pgTable(
  "order_line",
  {
    merchantId: merchantId(),
    orderId: text("order_id").notNull(),
    /** From 0, in the cart's order. */
    position: smallint("position").notNull(),
    /** The cart's own id for it. */
    lineId: text("line_id").notNull(),
    productId: text("product_id").notNull(),
    name: text("name").notNull(),
    /** The categories it stood in. */
    categoryIds: text("category_ids").array().notNull(),
    unitPriceMinor: minor("unit_price_minor").notNull(),
    quantity: integer("quantity").notNull(),
    onOffer: boolean("on_offer").notNull(),
    discountMinor: minor("discount_minor").notNull(),
    /** What each unit came to, in the order of units. */
    unitNetMinor: minor("unit_net_minor").array().notNull(),
    /** Given back, the last unit first. */
    refundedQuantity: integer("refunded_quantity").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.orderId, t.position] }),
    foreignKey({
      columns: [t.merchantId, t.orderId],
      foreignColumns: [orders.merchantId, orders.id],
    }).onDelete("cascade"),
    unique("order_line_id").on(t.merchantId, t.orderId, t.lineId),
    check("order_line_quantity", sql`${t.quantity} between 1 and 1000`),
    check("order_line_refunded", sql`${t.refundedQuantity} between 0 and ${t.quantity}`),
    check("order_line_units", sql`cardinality(${t.unitNetMinor}) = ${t.quantity}`),
  ],
);

/** A voucher on an order, in the order in which they applied. */
export const orderVouchers = pgTable(
  "order_voucher",
  {
    merchantId: merchantId(),
    orderId: text("order_id").notNull(),
    voucherId: text("voucher_id").notNull(),
    couponId: text("coupon_id").notNull(),
    termsVersion: integer("terms_version").notNull(),
    position: smallint("position").notNull(),
    discountMinor: minor("discount_minor").notNull(),
    deliveryDiscountMinor: minor("delivery_discount_minor").notNull(),
    /** What it took off each line that it took something off. */
    lines: jsonb("lines").$type<{ readonly lineId: string; readonly discountMinor: number }[]>().notNull(),
    /** `reserved` until the order is paid (`used`) or given up (`released`); `returned` = a refund gave it back. */
    state: text("state", { enum: ["reserved", "used", "released", "returned"] }).notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.orderId, t.voucherId] }),
    foreignKey({
      columns: [t.merchantId, t.orderId],
      foreignColumns: [orders.merchantId, orders.id],
    }).onDelete("cascade"),
    foreignKey({ columns: [t.merchantId, t.voucherId], foreignColumns: [vouchers.merchantId, vouchers.id] }),
    foreignKey({
      columns: [t.merchantId, t.couponId, t.termsVersion],
      foreignColumns: [couponTerms.merchantId, couponTerms.couponId, couponTerms.version],
    }),
    // One voucher is on one order at most, whatever any lock says (I-4).
    uniqueIndex("order_voucher_once").on(t.merchantId, t.voucherId).where(sql`state in ('reserved', 'used')`),
    // What a coupon took off: its figures, and what a new budget begins with.
    index("order_voucher_by_coupon").on(t.merchantId, t.couponId, t.at),
    check("order_voucher_off", sql`${t.discountMinor} + ${t.deliveryDiscountMinor} > 0`),
  ],
);

/**
 * Money given back for units of an order. Append-only: a trigger refuses update and delete, but for taking the reason out
 * when the member is forgotten.
 */
export const refunds = pgTable(
  "refund",
  {
    merchantId: merchantId(),
    /** `rfd_…` */
    id: id().notNull(),
    orderId: text("order_id").notNull(),
    /** On whose wish. */
    by: text("by", { enum: ["member", "merchant"] }).notNull(),
    amountMinor: minor("amount_minor").notNull(),
    /** The delivery charge's share of the amount. */
    deliveryMinor: minor("delivery_minor").notNull(),
    lines: jsonb("lines").$type<{ readonly lineId: string; readonly quantity: number }[]>().notNull(),
    /** What became of each voucher of the order by this refund. */
    vouchers: jsonb("vouchers").$type<{ readonly id: string; readonly status: string }[]>().notNull(),
    reason: text("reason").notNull().default(""),
    actorType: text("actor_type").notNull(),
    actorId: text("actor_id"),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId, t.orderId], foreignColumns: [orders.merchantId, orders.id] }),
    index("refund_by_order").on(t.merchantId, t.orderId, t.id),
    check("refund_amount", sql`${t.amountMinor} >= 0 and ${t.deliveryMinor} between 0 and ${t.amountMinor}`),
  ],
);

/** A member asks for their money back; somebody of the merchant's decides. */
export const refundRequests = pgTable(
  "refund_request",
  {
    merchantId: merchantId(),
    /** `rrq_…` */
    id: id().notNull(),
    orderId: text("order_id").notNull(),
    memberId: text("member_id").notNull(),
    /** Null = everything that is left. */
    lines: jsonb("lines").$type<{ readonly lineId: string; readonly quantity: number }[]>(),
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
    foreignKey({ columns: [t.merchantId, t.orderId], foreignColumns: [orders.merchantId, orders.id] }),
    // One at a time.
    uniqueIndex("refund_request_open").on(t.merchantId, t.orderId).where(sql`status = 'open'`),
    index("refund_request_by_order").on(t.merchantId, t.orderId, t.id),
    index("refund_request_queue").on(t.merchantId, t.id).where(sql`status = 'open'`),
    check("refund_request_decided", sql`(${t.status} = 'open') = (${t.decidedAt} is null)`),
  ],
);

/**
 * How much a coupon with a budget has taken off: what is on unpaid orders, and what was used. A coupon without a budget
 * has no row, so that nobody waits for anybody. The cap is repeated here so that a constraint keeps it (C20).
 */
export const couponBudgets = pgTable(
  "coupon_budget",
  {
    merchantId: merchantId(),
    couponId: text("coupon_id").notNull(),
    budgetMinor: minor("budget_minor").notNull(),
    reservedMinor: minor("reserved_minor").notNull().default(0),
    usedMinor: minor("used_minor").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.couponId] }),
    foreignKey({
      columns: [t.merchantId, t.couponId],
      foreignColumns: [coupons.merchantId, coupons.id],
    }).onDelete("cascade"),
    check(
      "coupon_budget_kept",
      sql`${t.reservedMinor} >= 0 and ${t.usedMinor} >= 0 and ${t.reservedMinor} + ${t.usedMinor} <= ${t.budgetMinor}`,
    ),
  ],
);
