import { sql } from "drizzle-orm";
import {
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
import { createdAt, id, instant, merchantId } from "@/db/schema/columns";
import { merchants } from "@/db/schema/merchants";

/** What a till, a shop or a CRM proves itself with (O6). The key itself is shown once and stored nowhere. */
export const apiKeys = pgTable(
  "api_key",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    name: text("name").notNull(),
    /** SHA-256 of the whole key, which is 256 random bits. */
    keyHash: text("key_hash").notNull(),
    /** The last four characters, for people to tell keys apart. */
    lastFour: text("last_four").notNull(),
    /** What it may do (platform/auth/permissions.ts). */
    scopes: text("scopes").array().notNull(),
    /** Most requests in a minute, over all processes. */
    ratePerMinute: integer("rate_per_minute").notNull().default(600),
    createdBy: text("created_by"),
    createdAt: createdAt(),
    /** Null = never. */
    expiresAt: instant("expires_at"),
    /** Null while it is good. */
    revokedAt: instant("revoked_at"),
    /** When it was last shown, to five minutes; null = not yet. */
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    uniqueIndex("api_key_hash").on(t.keyHash),
    check("api_key_rate", sql`${t.ratePerMinute} between 1 and 1000000`),
  ],
);

/** Something staff should look at; one open row for each kind and subject, seen again and again until it is over. */
export const alerts = pgTable(
  "alert",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    /** `reconciliation`: a counter does not equal its history; `webhook`: one was disabled because nothing was taken;
     * `budget`: so much of a coupon's budget is spent; `refund`: money that is to go back does not go. */
    kind: text("kind", { enum: ["reconciliation", "webhook", "budget", "refund"] }).notNull(),
    /** What it is about, e.g. the invariant's name. */
    subject: text("subject").notNull(),
    /** The evidence: figures and ids, nothing personal. */
    detail: jsonb("detail").notNull(),
    seen: integer("seen").notNull().default(1),
    firstSeenAt: instant("first_seen_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    /** Null until somebody said that they know. */
    acknowledgedAt: instant("acknowledged_at"),
    acknowledgedBy: text("acknowledged_by"),
    /** Null while it still holds. */
    resolvedAt: instant("resolved_at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    uniqueIndex("alert_open").on(t.merchantId, t.kind, t.subject).where(sql`resolved_at is null`),
    // What Home shows: what is open, newest first.
    index("alert_by_time").on(t.merchantId, t.lastSeenAt, t.id),
  ],
);

/** A worker process says here that it lives; `/readyz` tells how long ago the last one did. */
export const workerHeartbeats = pgTable("worker_heartbeat", {
  /** `wrk_…`, made when the process starts. */
  id: id().primaryKey(),
  startedAt: instant("started_at").notNull().defaultNow(),
  seenAt: instant("seen_at").notNull().defaultNow(),
});
