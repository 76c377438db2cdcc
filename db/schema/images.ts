import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, id, instant, merchantId } from "@/db/schema/columns";
import { merchants } from "@/db/schema/merchants";

/**
 * An image that somebody sent in, as it was made anew: its files are in the storage, one for each size. What it shows
 * never changes. Its row is there before its files and goes after them, so that no file is ever nobody's.
 */
export const images = pgTable(
  "image",
  {
    merchantId: merchantId(),
    /** `img_…`, made of the merchant and of what it shows: the same one sent twice is one. */
    id: id().notNull(),
    /** What its file was called, for the people who look after it. */
    name: text("name").notNull().default(""),
    /** Of its largest size, in pixels. */
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    /** All its sizes together, as the merchant's room is counted. */
    bytes: integer("bytes").notNull(),
    /** Null for what the system made. */
    createdBy: text("created_by"),
    /** When it was last sent in, or given back to nobody: its week begins then. */
    createdAt: createdAt(),
    /** Null until all its files are there; nothing may use it before. */
    storedAt: instant("stored_at"),
    /** When something of the merchant's was last found to show it, which keeps it; null = nothing does, and it goes after a week. */
    heldAt: instant("held_at"),
    /** When its files began to be removed; null = they are not. */
    removedAt: instant("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    check("image_size", sql`${t.bytes} > 0 and ${t.width} > 0 and ${t.height} > 0`),
    check("image_removed", sql`${t.removedAt} is null or ${t.heldAt} is null`),
    // Those that nothing shows, by age.
    index("image_unheld").on(t.createdAt).where(sql`held_at is null`),
    // Those that something showed, the longest unlooked at first.
    index("image_held").on(t.heldAt).where(sql`held_at is not null`),
  ],
);
