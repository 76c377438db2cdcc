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
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant, merchantId, updatedAt } from "@/db/schema/columns";
import { merchants, staff, staffRoles } from "@/db/schema/merchants";

/** A list as somebody likes to see it: search, filters, order and columns under a name. */
export const savedViews = pgTable(
  "saved_view",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    /** Which list: a key of lib/workspace/schema.ts `listNames`. */
    list: text("list").notNull(),
    /** Who made it; it is theirs to change, also when it is shared. */
    ownerId: text("owner_id").notNull(),
    name: text("name").notNull(),
    /** Whether everybody who may read the list sees it. */
    shared: boolean("shared").notNull().default(false),
    /** `viewStateSchema` of lib/workspace/schema.ts. */
    state: jsonb("state").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    foreignKey({ columns: [t.ownerId], foreignColumns: [staff.id] }),
    uniqueIndex("saved_view_name").on(t.merchantId, t.list, t.ownerId, t.name),
    check("saved_view_size", sql`octet_length(${t.state}::text) <= 16384`),
  ],
);

/** How one person has one list: which columns, and the view it opens with. */
export const listPreferences = pgTable(
  "list_preference",
  {
    merchantId: merchantId(),
    staffId: text("staff_id").notNull(),
    list: text("list").notNull(),
    /** Keys in their order; null = as the product has them. */
    columns: text("columns").array(),
    /** A saved view's id; null = the whole list. A view that is gone counts as null. */
    defaultView: text("default_view"),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.staffId, t.list] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    foreignKey({ columns: [t.staffId], foreignColumns: [staff.id] }),
  ],
);

/** A form for something new that somebody has not sent yet. Nobody else sees it, and nothing comes of it by itself. */
export const drafts = pgTable(
  "draft",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    staffId: text("staff_id").notNull(),
    /** Which form: a key of lib/workspace/schema.ts `draftKinds`. */
    kind: text("kind").notNull(),
    /** What the form was opened for, e.g. the type of the coupon; empty where there is one form only. */
    variant: text("variant").notNull().default(""),
    /** What the person called the thing so far. */
    title: text("title").notNull(),
    /** The form's values, sealed: an activity's passwords may be among them. */
    sealed: text("sealed").notNull(),
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    /** When it was last typed into; 30 days after that it is deleted. */
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    foreignKey({ columns: [t.staffId], foreignColumns: [staff.id] }),
    // The drafts somebody can go on with, newest first.
    index("draft_by_person").on(t.merchantId, t.staffId, t.kind, t.updatedAt),
    // What is past its time.
    index("draft_by_age").on(t.updatedAt),
    check("draft_size", sql`octet_length(${t.sealed}) <= 131072`),
  ],
);

/** Until when somebody has seen what the bell tells. What began later is new to them; no row = they never looked. */
export const noticesSeen = pgTable(
  "notice_seen",
  {
    merchantId: merchantId(),
    staffId: text("staff_id").notNull(),
    /** The store view they looked in; empty = the group's, which tells what those of the stores do, and more. */
    storeId: text("store_id").notNull(),
    /** When the newest notice that they were shown began. */
    seenUntil: instant("seen_until").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.staffId, t.storeId] }),
    foreignKey({
      name: "notice_seen_staff_fk",
      columns: [t.merchantId, t.staffId],
      foreignColumns: [staffRoles.merchantId, staffRoles.staffId],
    }).onDelete("cascade"),
  ],
);
