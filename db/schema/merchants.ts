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
import { createdAt, id, instant, merchantId, minor, updatedAt } from "@/db/schema/columns";
import type { ImageRef } from "@/lib/kernel/image";
import type { Language } from "@/lib/kernel/language";

/** A group: the tenant. Everything else hangs below it. */
export const merchants = pgTable(
  "merchant",
  {
    id: id().primaryKey(),
    /** The merchant in addresses: /console/{slug} and /m/{slug}. Lower case, unique in the installation. */
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    /** ISO 4217; the default for stores and coupons. */
    currency: text("currency").notNull(),
    /** IANA; the default for stores and activities. */
    timeZone: text("time_zone").notNull(),
    /** The language of what the merchant sends where the reader's own is unknown. */
    locale: text("locale").notNull().default("en"),
    /** The languages its texts are written in beside `locale`; forms ask for them, and members read what there is of them. */
    otherLanguages: text("other_languages").array().$type<Language[]>().notNull().default(sql`'{}'::text[]`),
    /** Most vouchers on one order (pricing.md section 6). */
    maxVouchersPerOrder: integer("max_vouchers_per_order").notNull().default(4),
    /** How partial refunds are priced: units = what each unit paid; reprice = what is left is priced again. */
    refundBasis: text("refund_basis", { enum: ["units", "reprice"] })
      .notNull()
      .default("units"),
    /** The members' pages in this colour, `#rrggbb` in lower case; null = the product's own. */
    brandColour: text("brand_colour"),
    /** The group's sign, square; null = none. Kept as coupon_terms.image is. */
    logo: jsonb("logo").$type<ImageRef | null>(),
    /** Whether group admins and finance must have two-factor sign-in before they may work here (S-10). */
    requireTwoFactor: boolean("require_two_factor").notNull().default(true),
    /** Hosts of other sites that members may be sent to, in lower case, without a port (S-26). */
    redirectHosts: text("redirect_hosts").array().notNull().default(sql`'{}'::text[]`),
    /** Hides the setup checklist on Home; null = shown until done. */
    setupDismissedAt: instant("setup_dismissed_at"),
    /** Goes up with every coupon that is given its number. */
    couponNumbers: integer("coupon_numbers").notNull().default(0),
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("merchant_slug").on(t.slug),
    check("merchant_brand_colour", sql`${t.brandColour} ~ '^#[0-9a-f]{6}$'`),
  ],
);

/** When a store is open on these days of its week, by its own clock. */
export type OpeningHours = {
  /** 1 = Monday to 7 = Sunday. */
  readonly days: number[];
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`, on the next day where it is before `from`; `24:00` = until midnight. */
  readonly until: string;
};

/** A place that sells, with its own clock and money. */
export const stores = pgTable(
  "store",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    name: text("name").notNull(),
    address: text("address").notNull().default(""),
    /** The merchant's own name for it in its books, unique in the merchant; empty = none. */
    code: text("code").notNull().default(""),
    city: text("city").notNull().default(""),
    /** Empty = not told. */
    hours: jsonb("hours").$type<OpeningHours[]>().notNull().default([]),
    currency: text("currency").notNull(),
    timeZone: text("time_zone").notNull(),
    /** Sales-floor regions a coupon may be limited to; empty = the store has none. */
    regions: text("regions").array().notNull().default(sql`'{}'::text[]`),
    /** What delivery of an order placed on member pages costs, in minor units of `currency`; null = the store does not deliver. */
    deliveryMinor: minor("delivery_minor"),
    /** Null while the store is open for business. */
    archivedAt: instant("archived_at"),
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    // The frame's store switch and the store list, both by name.
    index("store_by_name").on(t.merchantId, t.name, t.id),
    uniqueIndex("store_code").on(t.merchantId, t.code).where(sql`code <> ''`),
    check("store_delivery", sql`${t.deliveryMinor} between 0 and 1000000000000`),
  ],
);

/** A person who works in the console. One sign-in, possibly for several merchants. */
export const staff = pgTable(
  "staff",
  {
    id: id().primaryKey(),
    /** Lower case; how they sign in. */
    email: text("email").notNull(),
    name: text("name").notNull(),
    /** argon2id in PHC form. */
    passwordHash: text("password_hash").notNull(),
    /** How the console looks to them (lib/merchants/schema.ts); what is missing is as the browser says. */
    preferences: jsonb("preferences").$type<Record<string, string>>().notNull().default({}),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [uniqueIndex("staff_email").on(t.email)],
);

/** What a staff member may do at a merchant. Deactivated or removed, their access ends at their next request. */
export const staffRoles = pgTable(
  "staff_role",
  {
    merchantId: merchantId(),
    staffId: text("staff_id").notNull(),
    role: text("role", {
      enum: ["group_admin", "marketer", "finance", "store_manager", "cashier", "analyst"],
    }).notNull(),
    createdAt: createdAt(),
    /** Null while they may work here. */
    deactivatedAt: instant("deactivated_at"),
    /** When they last asked for something here, to five minutes; null = never. */
    lastSeenAt: instant("last_seen_at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.staffId] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    foreignKey({ columns: [t.staffId], foreignColumns: [staff.id] }),
    // After sign-in: where does this person work?
    index("staff_role_by_staff").on(t.staffId),
  ],
);

/** The stores a store manager or cashier works in; other roles have no rows and see all stores. */
export const staffStores = pgTable(
  "staff_store",
  {
    merchantId: merchantId(),
    staffId: text("staff_id").notNull(),
    storeId: text("store_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.staffId, t.storeId] }),
    foreignKey({
      columns: [t.merchantId, t.staffId],
      foreignColumns: [staffRoles.merchantId, staffRoles.staffId],
    }).onDelete("cascade"),
    foreignKey({ columns: [t.merchantId, t.storeId], foreignColumns: [stores.merchantId, stores.id] }),
  ],
);

/** One sign-in of one staff member in one browser. Ended or expired, its cookie is worth nothing. */
export const staffSessions = pgTable(
  "staff_session",
  {
    id: id().primaryKey(),
    staffId: text("staff_id").notNull(),
    userAgent: text("user_agent").notNull().default(""),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    /** When its cookie was last shown, to five minutes; null = not since it was made. */
    lastSeenAt: instant("last_seen_at"),
    /** Null while the session is good. */
    endedAt: instant("ended_at"),
  },
  (t) => [
    foreignKey({ columns: [t.staffId], foreignColumns: [staff.id] }).onDelete("cascade"),
    index("staff_session_by_staff").on(t.staffId),
  ],
);

/** What people of the merchant and programs did: the condition of the indexes that the audit screen reads by. */
const notByMembers = sql`actor_type in ('staff', 'api_key', 'system')`;

/** Who changed what, from what to what, when. Append-only: a trigger refuses update and delete. */
export const auditEntries = pgTable(
  "audit_entry",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    at: instant("at").notNull().defaultNow(),
    actorType: text("actor_type", { enum: ["staff", "member", "visitor", "api_key", "system"] }).notNull(),
    /** Null for the system and for visitors. */
    actorId: text("actor_id"),
    /** `<object>.<verb>`, e.g. coupon.publish. */
    action: text("action").notNull(),
    objectType: text("object_type").notNull(),
    objectId: text("object_id").notNull(),
    /** The fields that changed, as they were and as they are; null where there was or is nothing. */
    before: jsonb("before"),
    after: jsonb("after"),
    requestId: text("request_id").notNull(),
    /** The client's address of what staff did (S-40); null = not told. Never a member's. */
    address: text("address"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    // An object's history, newest first (C-19).
    index("audit_by_object").on(t.merchantId, t.objectType, t.objectId, t.id),
    // The audit screen (C-125). What members do is no entry of these, so claims pay nothing for them.
    index("audit_by_staff").on(t.merchantId, t.id).where(notByMembers),
    index("audit_by_actor").on(t.merchantId, t.actorId, t.id).where(notByMembers),
    index("audit_by_action").on(t.merchantId, t.action, t.id).where(notByMembers),
  ],
);

/**
 * Answers already given to a request id, written in the transaction of the effect: a twin waits on the key and then
 * reads the same answer (reliability section 4 item 10).
 */
export const answeredRequests = pgTable(
  "answered_request",
  {
    merchantId: merchantId(),
    /** Who asked: staff, member or key id. */
    principal: text("principal").notNull(),
    /** Which use case was asked. */
    route: text("route").notNull(),
    key: text("key").notNull(),
    /** Keyed hash of the request, so that the same key with another body is told apart. */
    fingerprint: text("fingerprint").notNull(),
    /** Null inside the transaction that is making it, and where the effect's own row is the answer (pin-request.ts). */
    answer: jsonb("answer"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.principal, t.route, t.key] }),
    index("answered_request_by_age").on(t.createdAt),
  ],
);

/** How often something was tried lately. `bucket` names limit and subject; the row starts over once its window is past. */
export const rateBuckets = pgTable(
  "rate_bucket",
  {
    bucket: text("bucket").primaryKey(),
    hits: integer("hits").notNull(),
    /** When the window ends and the count starts over. */
    resetsAt: instant("resets_at").notNull(),
  },
  (t) => [check("rate_bucket_hits", sql`${t.hits} >= 0`), index("rate_bucket_by_reset").on(t.resetsAt)],
);

/**
 * Facts other systems are told about, written in the transaction that makes them true: one row for all that one
 * transaction announced, however much that is, so that a rush of claims pays for few rows.
 */
export const outboxBatches = pgTable(
  "outbox_batch",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    /** In the order they became true; each has an id of its own that never changes (platform/outbox.ts). */
    events: jsonb("events")
      .$type<
        {
          readonly id: string;
          /** `<subject>.<what happened>`, e.g. voucher.issued (api.md). */
          readonly type: string;
          readonly subjectId: string;
          readonly payload: Readonly<Record<string, unknown>>;
        }[]
      >()
      .notNull(),
    createdAt: createdAt(),
    /** Null until handed to whoever listens. */
    deliveredAt: instant("delivered_at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    check("outbox_batch_events", sql`jsonb_array_length(${t.events}) > 0`),
    // The dispatcher's queue: only what still has to go out.
    index("outbox_pending").on(t.createdAt).where(sql`delivered_at is null`),
    // What was delivered long ago and may go.
    index("outbox_delivered").on(t.deliveredAt).where(sql`delivered_at is not null`),
  ],
);
