import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, id, instant, merchantId } from "@/db/schema/columns";
import { merchants } from "@/db/schema/merchants";

/**
 * A video or captions that somebody sent in. What is in it never changes. Its row is there before its files and goes after
 * them, so that no file is ever nobody's.
 */
export const mediaFiles = pgTable(
  "media_file",
  {
    merchantId: merchantId(),
    /** `vid_…` or `vtt_…`, made of the merchant and of what is in it: the same one sent twice is one. */
    id: id().notNull(),
    /** What its file was called, for the people who look after it. */
    name: text("name").notNull().default(""),
    /** `mp4`, `webm` or `vtt`, as it was found to be; null = it is not whole yet. */
    type: text("type"),
    /** Of a video as it is seen, in pixels; null = captions, or not whole yet. */
    width: integer("width"),
    height: integer("height"),
    /** As the merchant's room is counted. */
    bytes: integer("bytes").notNull(),
    /** SHA-256 of each part of a video, in hexadecimal, in their order: nothing else is kept as that part. */
    parts: text("parts").array().notNull().default(sql`'{}'::text[]`),
    /** Null for what the system made. */
    createdBy: text("created_by"),
    /** When it was last sent in, or given back to nobody: its week begins then. */
    createdAt: createdAt(),
    /** Null until all of it is there and was looked at; nothing may use it before. */
    storedAt: instant("stored_at"),
    /** When something of the merchant's was last found to show it, which keeps it; null = nothing does, and it goes after a week. */
    heldAt: instant("held_at"),
    /** When its files began to be removed; null = they are not. */
    removedAt: instant("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    check("media_file_bytes", sql`${t.bytes} > 0`),
    check("media_file_whole", sql`${t.storedAt} is null or ${t.type} is not null`),
    check("media_file_removed", sql`${t.removedAt} is null or ${t.heldAt} is null`),
    // Those that nothing shows, by age.
    index("media_file_unheld").on(t.createdAt).where(sql`held_at is null`),
    // Those that something showed, the longest unlooked at first.
    index("media_file_held").on(t.heldAt).where(sql`held_at is not null`),
  ],
);
