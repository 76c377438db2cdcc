import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant, merchantId, translations, updatedAt } from "@/db/schema/columns";
import { links } from "@/db/schema/links";
import { merchants, stores } from "@/db/schema/merchants";
import type { ImageRef } from "@/lib/kernel/image";
import type { PlacementText } from "@/lib/links/schema/placements";
import type { Audience } from "@/lib/members/schema/audience";

/** What is put on members' own pages to lead to something promoted, while its time is (D4). */
export const placements = pgTable(
  "placement",
  {
    merchantId: merchantId(),
    /** `plc_…` */
    id: id().notNull(),
    /** The on-site link it leads by: what it leads to is the link's, and what it brings is counted there. */
    linkId: text("link_id").notNull(),
    slot: text("slot", { enum: ["home", "menu", "mall", "checkout"] }).notNull(),
    form: text("form", { enum: ["banner", "popup"] }).notNull(),
    /** The store in whose menu or checkout alone it stands; null = wherever the slot is. */
    storeId: text("store_id"),
    /** Plain text; empty = what the shared link's card says. */
    title: text("title").notNull().default(""),
    text: text("text").notNull().default(""),
    /** What its button says; empty = the product's own words. */
    button: text("button").notNull().default(""),
    translations: translations<PlacementText>(),
    image: jsonb("image").$type<ImageRef | null>(),
    audience: jsonb("audience").$type<Audience>().notNull(),
    /** Half-open: starts_at <= t < ends_at; ends_at null = until it is switched off. */
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at"),
    /** Of several in a slot 1 stands first; of one number the newest. */
    position: smallint("position").notNull().default(1),
    /** Null while it is on. */
    disabledAt: instant("disabled_at"),
    createdBy: text("created_by"),
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    foreignKey({ columns: [t.merchantId, t.linkId], foreignColumns: [links.merchantId, links.id] }),
    foreignKey({ columns: [t.merchantId, t.storeId], foreignColumns: [stores.merchantId, stores.id] }),
    check("placement_window", sql`${t.endsAt} is null or ${t.startsAt} < ${t.endsAt}`),
    check("placement_position", sql`${t.position} between 1 and 99`),
    check("placement_store", sql`${t.storeId} is null or ${t.slot} in ('menu', 'checkout')`),
    // What of a slot is not over: whatever ever stood there is passed by.
    index("placement_by_slot")
      .on(t.merchantId, t.slot, sql`coalesce(ends_at, 'infinity'::timestamptz)`)
      .where(sql`disabled_at is null`),
    // The list, newest first, and those of one thing.
    index("placement_by_creation").on(t.merchantId, t.createdAt, t.id),
    index("placement_by_link").on(t.merchantId, t.linkId),
  ],
);
