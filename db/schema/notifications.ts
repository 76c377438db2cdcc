import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant, merchantId, updatedAt } from "@/db/schema/columns";
import { merchants } from "@/db/schema/merchants";

/** A message to a member, written in the transaction of its cause. The built-in channel's inbox is this table. */
export const messages = pgTable(
  "message",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    channel: text("channel", { enum: ["built_in"] }).notNull(),
    /** The phone it goes to, E.164. */
    recipient: text("recipient").notNull(),
    body: text("body").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    index("message_by_age").on(t.createdAt),
  ],
);

/** A mail to somebody, written in the transaction of its cause. The built-in channel's inbox is this table. */
export const mails = pgTable(
  "mail",
  {
    /** On whose behalf it is sent. */
    merchantId: merchantId(),
    id: id().notNull(),
    recipient: text("recipient").notNull(),
    subject: text("subject").notNull(),
    /** Plain text, sealed under the data key: it may hold a link that signs somebody in. */
    body: text("body").notNull(),
    createdAt: createdAt(),
    /** When the mail server took it; null = not yet, or the built-in channel is in use. */
    sentAt: instant("sent_at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    index("mail_by_age").on(t.createdAt),
  ],
);

/** An address of the merchant's own systems that is told of events (O6). */
export const webhooks = pgTable(
  "webhook",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    name: text("name").notNull(),
    url: text("url").notNull(),
    /** Event types, or `<subject>.*` for all of a subject, also those to come. */
    events: text("events").array().notNull(),
    /** What bodies are signed with, sealed under the data key. */
    secret: text("secret").notNull(),
    /** The secret before, sealed; signs along until `previousUntil`. Null = none. */
    previousSecret: text("previous_secret"),
    previousUntil: instant("previous_until"),
    /** Since when nothing was taken any more; null = the last attempt was taken, or there was none. */
    failingSince: instant("failing_since"),
    /** Null while it is told. */
    disabledAt: instant("disabled_at"),
    /** `staff`: by a person; `failing`: for days nothing was taken; `gone`: it answered 410. Null while it is told. */
    disabledBy: text("disabled_by", { enum: ["staff", "failing", "gone"] }),
    createdBy: text("created_by"),
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    check("webhook_events", sql`cardinality(${t.events}) > 0`),
    check("webhook_disabled", sql`(${t.disabledAt} is null) = (${t.disabledBy} is null)`),
    // The worker's lanes.
    index("webhook_told").on(t.merchantId, t.id).where(sql`disabled_at is null`),
  ],
);

/** One event for one webhook: what is sent, and how far it has come. */
export const webhookDeliveries = pgTable(
  "webhook_delivery",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    webhookId: text("webhook_id").notNull(),
    /** `evt_…`, the same in every attempt: what the receiver knows a repetition by. */
    eventId: text("event_id").notNull(),
    eventType: text("event_type").notNull(),
    /** What is sent, byte for byte. Ids only, nothing personal. */
    body: text("body").notNull(),
    status: text("status", { enum: ["waiting", "delivered", "failed"] })
      .notNull()
      .default("waiting"),
    /** Attempts begun, over all; the numbers of `webhook_attempt`. */
    attempts: integer("attempts").notNull().default(0),
    /** Attempts begun since it was first due, or was sent again by a person: what the delays go by. */
    tries: integer("tries").notNull().default(0),
    /** When the next attempt may begin; while one is at work, when it is given up as dead. Meaningless when over. */
    dueAt: instant("due_at").notNull(),
    createdAt: createdAt(),
    /** Null while it is waiting. */
    finishedAt: instant("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({
      columns: [t.merchantId, t.webhookId],
      foreignColumns: [webhooks.merchantId, webhooks.id],
    }).onDelete("cascade"),
    // An event is one delivery, however often it is handed over.
    uniqueIndex("webhook_delivery_event").on(t.merchantId, t.webhookId, t.eventId),
    // A lane of the worker: what is due, in the order it became true.
    index("webhook_delivery_due").on(t.merchantId, t.webhookId, t.dueAt, t.id).where(sql`status = 'waiting'`),
    // The log of a webhook, newest first; all of it, and by status.
    index("webhook_delivery_log").on(t.merchantId, t.webhookId, t.id),
    index("webhook_delivery_by_status").on(t.merchantId, t.webhookId, t.status, t.id),
    index("webhook_delivery_by_age").on(t.createdAt),
  ],
);

/** One attempt to send a delivery, and what came of it. One that was cut off has no row. */
export const webhookAttempts = pgTable(
  "webhook_attempt",
  {
    merchantId: merchantId(),
    deliveryId: text("delivery_id").notNull(),
    /** 1, 2, 3… */
    attempt: integer("attempt").notNull(),
    at: instant("at").notNull(),
    /** How long it took. */
    ms: integer("ms").notNull(),
    /** HTTP; null = there was no answer. */
    responseStatus: integer("response_status"),
    /** The first kilobyte of the answer. */
    responseBody: text("response_body").notNull().default(""),
    /** Why there was no answer (platform/outward-call.ts); null = there was one. */
    error: text("error"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.deliveryId, t.attempt] }),
    foreignKey({
      columns: [t.merchantId, t.deliveryId],
      foreignColumns: [webhookDeliveries.merchantId, webhookDeliveries.id],
    }).onDelete("cascade"),
  ],
);
