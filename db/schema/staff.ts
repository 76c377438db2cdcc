import { sql } from "drizzle-orm";
import { bigint, foreignKey, index, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, id, instant, merchantId } from "@/db/schema/columns";
import { merchants, staff, staffRoles } from "@/db/schema/merchants";

/** A person asked to work at a merchant. Its link is made of its id and `serial` (lib/merchants/link-token.ts). */
export const staffInvites = pgTable(
  "staff_invite",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    /** Lower case; whoever opens the link gets this address. */
    email: text("email").notNull(),
    role: text("role", {
      enum: ["group_admin", "marketer", "finance", "store_manager", "cashier", "analyst"],
    }).notNull(),
    /** For a store manager or cashier; empty for the roles that work everywhere. */
    storeIds: text("store_ids").array().notNull(),
    /** Random, and new whenever the invite is sent: the links of before are worth nothing then. */
    serial: text("serial").notNull(),
    invitedBy: text("invited_by").notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    /** Null until it was used; it is used once. */
    acceptedAt: instant("accepted_at"),
    acceptedBy: text("accepted_by"),
    /** Null unless it was taken back. */
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    // The link names the invite alone.
    uniqueIndex("staff_invite_id").on(t.id),
    uniqueIndex("staff_invite_open")
      .on(t.merchantId, t.email)
      .where(sql`accepted_at is null and revoked_at is null`),
  ],
);

/** A way to set a new password, sent to the person's address. */
export const passwordResets = pgTable(
  "password_reset",
  {
    id: id().primaryKey(),
    staffId: text("staff_id").notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    /** Null until it was used, or until a newer one or another change of the password made it worthless. */
    usedAt: instant("used_at"),
  },
  (t) => [
    foreignKey({ columns: [t.staffId], foreignColumns: [staff.id] }).onDelete("cascade"),
    index("password_reset_by_staff").on(t.staffId),
    index("password_reset_by_age").on(t.createdAt),
  ],
);

/** The second factor of a person who has set one up (RFC 6238). */
export const staffTotp = pgTable(
  "staff_totp",
  {
    staffId: text("staff_id").primaryKey(),
    /** The secret, sealed under the data key. */
    secret: text("secret").notNull(),
    /** The newest step of thirty seconds whose code was taken: none is taken twice, and none before it. */
    lastStep: bigint("last_step", { mode: "number" }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [foreignKey({ columns: [t.staffId], foreignColumns: [staff.id] }).onDelete("cascade")],
);

/** Codes for somebody who lost their second factor; each is good once. */
export const recoveryCodes = pgTable(
  "staff_recovery_code",
  {
    staffId: text("staff_id").notNull(),
    /** Keyed hash of the person's id and the code. */
    codeHash: text("code_hash").notNull(),
    createdAt: createdAt(),
    /** Null until it was used. */
    usedAt: instant("used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.staffId, t.codeHash] }),
    foreignKey({ columns: [t.staffId], foreignColumns: [staff.id] }).onDelete("cascade"),
  ],
);

/** Somebody of the merchant asks for a permission that their role does not give. */
export const accessRequests = pgTable(
  "access_request",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    staffId: text("staff_id").notNull(),
    /** What they wanted to do (platform/auth/permissions.ts). */
    capability: text("capability").notNull(),
    createdAt: createdAt(),
    /** Null until a group admin answered it. */
    closedAt: instant("closed_at"),
    closedBy: text("closed_by"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({
      name: "access_request_staff_fk",
      columns: [t.merchantId, t.staffId],
      foreignColumns: [staffRoles.merchantId, staffRoles.staffId],
    }).onDelete("cascade"),
    uniqueIndex("access_request_open")
      .on(t.merchantId, t.staffId, t.capability)
      .where(sql`closed_at is null`),
  ],
);
