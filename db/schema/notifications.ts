import { foreignKey, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, id, merchantId } from "@/db/schema/columns";
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
