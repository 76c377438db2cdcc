import { foreignKey, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, id, instant, merchantId } from "@/db/schema/columns";
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
