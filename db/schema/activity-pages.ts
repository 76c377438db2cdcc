import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { activities, participations } from "@/db/schema/activities";
import { createdAt, id, instant, merchantId, updatedAt } from "@/db/schema/columns";
import { merchants } from "@/db/schema/merchants";

/**
 * The page of an activity: which of its versions is being worked on, which is live, which waits for its time. No row =
 * nobody has decorated it, and the default page is shown.
 */
export const activityPages = pgTable(
  "activity_page",
  {
    merchantId: merchantId(),
    activityId: text("activity_id").notNull(),
    /** The newest version; 1 more with every save. */
    draft: integer("draft").notNull(),
    /** The version members see; null = the default page. */
    live: integer("live"),
    /** The version that goes live at `scheduled_for`; null = none waits. */
    scheduled: integer("scheduled"),
    scheduledFor: instant("scheduled_for"),
    scheduledBy: text("scheduled_by"),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.activityId] }),
    foreignKey({
      columns: [t.merchantId, t.activityId],
      foreignColumns: [activities.merchantId, activities.id],
    }),
    check("activity_page_draft", sql`${t.draft} >= 0`),
    check("activity_page_live", sql`${t.live} between 1 and ${t.draft}`),
    check("activity_page_scheduled", sql`${t.scheduled} between 1 and ${t.draft}`),
    check("activity_page_schedule", sql`(${t.scheduled} is null) = (${t.scheduledFor} is null)`),
    index("activity_page_due").on(t.scheduledFor).where(sql`scheduled_for is not null`),
  ],
);

/** A page as it was saved once; never changed. Those that were never live go when they are no longer among the newest. */
export const activityPageVersions = pgTable(
  "activity_page_version",
  {
    merchantId: merchantId(),
    activityId: text("activity_id").notNull(),
    /** 1 is the first save. */
    number: integer("number").notNull(),
    /** As activities/schema/page.ts has it, in the form of its time; read through rules/page-upgrades.ts. */
    page: jsonb("page").$type<unknown>().notNull(),
    /** The version that it was restored from; null = it was edited. */
    restoredFrom: integer("restored_from"),
    createdBy: text("created_by"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.activityId, t.number] }),
    foreignKey({
      columns: [t.merchantId, t.activityId],
      foreignColumns: [activityPages.merchantId, activityPages.activityId],
    }),
    check("activity_page_version_number", sql`${t.number} >= 1`),
    // Which images, videos and captions are named in it: `media_named` of migration 0043.
    index("activity_page_version_media").using("gin", sql`media_named(page)`),
  ],
);

/** What a version of a page is known by. A version that has one is kept; the version itself never changes. */
export const activityPageNotes = pgTable(
  "activity_page_note",
  {
    merchantId: merchantId(),
    activityId: text("activity_id").notNull(),
    number: integer("number").notNull(),
    note: text("note").notNull(),
    by: text("by"),
    at: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.activityId, t.number] }),
    // Not to the version: code of before, which knows no notes, may still forget old ones.
    foreignKey({
      columns: [t.merchantId, t.activityId],
      foreignColumns: [activityPages.merchantId, activityPages.activityId],
    }),
  ],
);

/** Every time a version went live: what was published when and by whom, and what can be restored. */
export const activityPagePublications = pgTable(
  "activity_page_publication",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    activityId: text("activity_id").notNull(),
    /** Null = the default page was put back. */
    number: integer("number"),
    at: instant("at").notNull(),
    by: text("by"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    // What was live is kept: its version cannot go.
    foreignKey({
      columns: [t.merchantId, t.activityId, t.number],
      foreignColumns: [
        activityPageVersions.merchantId,
        activityPageVersions.activityId,
        activityPageVersions.number,
      ],
    }),
    index("activity_page_publication_by_activity").on(t.merchantId, t.activityId, t.at, t.id),
  ],
);

/** A page that the merchant saved to begin others with. */
export const pageTemplates = pgTable(
  "page_template",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    name: text("name").notNull(),
    page: jsonb("page").$type<unknown>().notNull(),
    createdBy: text("created_by"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    index("page_template_by_creation").on(t.merchantId, t.createdAt, t.id),
  ],
);

/**
 * Who decorates a page at the moment: one window of one person, told to whoever opens it beside them. It says nothing of
 * what may be saved. Not seen for a while = nobody does.
 */
export const activityPageEditors = pgTable(
  "activity_page_editor",
  {
    merchantId: merchantId(),
    activityId: text("activity_id").notNull(),
    staffId: text("staff_id").notNull(),
    /** Drawn by the window for itself. */
    tab: text("tab").notNull(),
    seenAt: instant("seen_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.activityId] }),
    foreignKey({
      columns: [t.merchantId, t.activityId],
      foreignColumns: [activities.merchantId, activities.id],
    }),
  ],
);

/**
 * Wins that their member lets a page tell of, masked, among its winners. No row = they did not agree, or took it back.
 * Which member it is stands in the participation.
 */
export const toldWins = pgTable(
  "told_win",
  {
    merchantId: merchantId(),
    participationId: text("participation_id").notNull(),
    activityId: text("activity_id").notNull(),
    /** When it was won, as the participation has it. */
    at: instant("at").notNull(),
    /** When they agreed. */
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.participationId] }),
    foreignKey({
      columns: [t.merchantId, t.participationId],
      foreignColumns: [participations.merchantId, participations.id],
    }),
    // A page's newest winners.
    index("told_win_by_activity").on(t.merchantId, t.activityId, t.at, t.participationId),
  ],
);
