import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, id, instant, merchantId, minor } from "@/db/schema/columns";
import { orders } from "@/db/schema/orders";
import { packPurchases } from "@/db/schema/pack-purchases";

/** A try to be paid for an order, packs bought with it included, or for a pack alone, by a provider (P3). What was paid is only ever what the provider says was paid. */
export const payments = pgTable(
  "payment",
  {
    merchantId: merchantId(),
    /** `pay_…`; the payment reference of what it pays, and what the provider knows a repetition by. */
    id: id().notNull(),
    /** Exactly one of the two: the order, or the pack purchase that is paid by itself. */
    orderId: text("order_id"),
    purchaseId: text("purchase_id"),
    provider: text("provider", { enum: ["test", "stripe"] }).notNull(),
    amountMinor: minor("amount_minor").notNull(),
    currency: text("currency").notNull(),
    /**
     * `started` until the provider says more; `paid`: the money is there; `declined`, `expired`: it is not, and may
     * still come late.
     */
    status: text("status", { enum: ["started", "paid", "declined", "expired"] })
      .notNull()
      .default("started"),
    /** Whether what was paid paid what it was for; false = it came too late or twice, and goes back. Null until it is paid. */
    paysOrder: text("pays_order", { enum: ["yes", "no"] }),
    /** The provider's name for the try; null until it was told of it. */
    providerRef: text("provider_ref"),
    /** Where the payer is sent; null until the provider was told. */
    url: text("url"),
    /** What the provider gives money back by; null until it is paid. */
    chargeRef: text("charge_ref"),
    createdAt: createdAt(),
    /** When the provider is asked next how it stands; meaningless unless started. */
    lookAt: instant("look_at").notNull(),
    /** When it was said that it is paid, declined or expired. */
    settledAt: instant("settled_at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId, t.orderId], foreignColumns: [orders.merchantId, orders.id] }),
    foreignKey({
      columns: [t.merchantId, t.purchaseId],
      foreignColumns: [packPurchases.merchantId, packPurchases.id],
    }),
    check("payment_subject", sql`num_nonnulls(${t.orderId}, ${t.purchaseId}) = 1`),
    check("payment_amount", sql`${t.amountMinor} > 0`),
    check("payment_paid", sql`(${t.status} = 'paid') = (${t.paysOrder} is not null)`),
    // One try at a time; each thing is paid by one.
    uniqueIndex("payment_started").on(t.merchantId, t.orderId).where(sql`status = 'started'`),
    uniqueIndex("payment_of_order").on(t.merchantId, t.orderId).where(sql`pays_order = 'yes'`),
    uniqueIndex("payment_started_pack").on(t.merchantId, t.purchaseId).where(sql`status = 'started'`),
    uniqueIndex("payment_of_pack").on(t.merchantId, t.purchaseId).where(sql`pays_order = 'yes'`),
    index("payment_by_order").on(t.merchantId, t.orderId, t.id),
    index("payment_by_pack").on(t.merchantId, t.purchaseId, t.id).where(sql`purchase_id is not null`),
    index("payment_to_look").on(t.lookAt).where(sql`status = 'started'`),
  ],
);

/** What a provider told us: each event once, whatever it was about. Kept longer than any provider sends again. */
export const paymentEvents = pgTable(
  "payment_event",
  {
    provider: text("provider").notNull(),
    /** The provider's own id of the event. */
    eventId: text("event_id").notNull(),
    type: text("type").notNull(),
    /** Null where it is about no payment of ours. */
    merchantId: text("merchant_id"),
    paymentId: text("payment_id"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.eventId] }),
    index("payment_event_by_payment").on(t.merchantId, t.paymentId).where(sql`payment_id is not null`),
    index("payment_event_by_age").on(t.createdAt),
  ],
);

/** Money that goes back to a payer: reserved here first, then asked of the provider, then settled. */
export const paymentRefunds = pgTable(
  "payment_refund",
  {
    merchantId: merchantId(),
    /** `prf_…`; what the provider knows a repetition by. */
    id: id().notNull(),
    paymentId: text("payment_id").notNull(),
    /** The refund it follows, of the order or of a pack; null = the payment paid nothing and goes back whole. */
    refundId: text("refund_id"),
    amountMinor: minor("amount_minor").notNull(),
    status: text("status", { enum: ["waiting", "done"] })
      .notNull()
      .default("waiting"),
    /** The provider's name for it; null until it was asked for and answered. */
    providerRef: text("provider_ref"),
    createdAt: createdAt(),
    /** When the provider was first asked for it, whether or not it answered; null = never. */
    askedAt: instant("asked_at"),
    /** When it is asked for next, where the job of it was lost. */
    dueAt: instant("due_at").notNull(),
    doneAt: instant("done_at"),
    /** When the provider first said that it cannot give it back; null = it has not. */
    failedAt: instant("failed_at"),
    /** Since when its provider is not set up; null = it is, or said before that it cannot. Failed meanwhile, it failed for want of it. */
    missingSince: instant("missing_since"),
    /** Who paid it back by hand; null = the provider did, or it still waits. */
    settledBy: text("settled_by"),
    /** How they paid it, in their words; null = nobody did, or what was paid for is of a member who was forgotten. */
    settledHow: text("settled_how"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({
      columns: [t.merchantId, t.paymentId],
      foreignColumns: [payments.merchantId, payments.id],
    }),
    check("payment_refund_amount", sql`${t.amountMinor} > 0`),
    check("payment_refund_done", sql`(${t.status} = 'done') = (${t.doneAt} is not null)`),
    check("payment_refund_by_hand", sql`${t.settledBy} is null or ${t.status} = 'done'`),
    uniqueIndex("payment_refund_of_refund").on(t.merchantId, t.paymentId, t.refundId),
    uniqueIndex("payment_refund_whole").on(t.merchantId, t.paymentId).where(sql`refund_id is null`),
    index("payment_refund_due").on(t.dueAt).where(sql`status = 'waiting'`),
  ],
);

/** The built-in test provider's own books: it is another company, and knows nothing of orders. */
export const testPayments = pgTable(
  "test_payment",
  {
    /** `tpy_…`, unguessable: whoever has it is the payer. */
    id: id().primaryKey(),
    merchantId: merchantId(),
    /** Whose it is at ours; the same asked for twice is one. */
    paymentId: text("payment_id").notNull(),
    amountMinor: minor("amount_minor").notNull(),
    currency: text("currency").notNull(),
    description: text("description").notNull(),
    returnUrl: text("return_url").notNull(),
    /** Where who does not pay goes back to; null = it was begun by a version that did not say. */
    cancelUrl: text("cancel_url"),
    state: text("state", { enum: ["open", "paid", "declined", "expired"] })
      .notNull()
      .default("open"),
    /** When it is over if nobody does anything. */
    expiresAt: instant("expires_at").notNull(),
    /** The payer chose to pay after that; null = they did not. */
    lateAt: instant("late_at"),
    createdAt: createdAt(),
    /** When the merchant's side took the event; null = there is none yet, or it was not taken. */
    toldAt: instant("told_at"),
  },
  (t) => [
    uniqueIndex("test_payment_once").on(t.merchantId, t.paymentId),
    index("test_payment_to_tell").on(t.expiresAt).where(sql`told_at is null`),
    index("test_payment_by_age").on(t.createdAt),
  ],
);

/** Money the test provider gave back; the same key asked for twice is one. */
export const testRefunds = pgTable(
  "test_refund",
  {
    key: text("key").primaryKey(),
    testPaymentId: text("test_payment_id").notNull(),
    amountMinor: minor("amount_minor").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({ columns: [t.testPaymentId], foreignColumns: [testPayments.id] }).onDelete("cascade"),
    index("test_refund_by_payment").on(t.testPaymentId),
  ],
);
