import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { id, instant, merchantId, minor, updatedAt } from "@/db/schema/columns";
import { members } from "@/db/schema/members";

/** What a member has at the merchant: points, and stored money in each currency (M6). The sum of its entries. */
export const memberAccounts = pgTable(
  "member_account",
  {
    merchantId: merchantId(),
    memberId: text("member_id").notNull(),
    /** `points`, or the currency of stored money. */
    unit: text("unit").notNull(),
    /** Points, or minor units of the currency. Never below zero. */
    balance: minor("balance").notNull(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.memberId, t.unit] }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    check("member_account_balance", sql`${t.balance} >= 0`),
    check("member_account_unit", sql`${t.unit} = 'points' or ${t.unit} ~ '^[A-Z]{3}$'`),
  ],
);

/**
 * Every change of a balance and what caused it. Append-only: a trigger refuses update and delete, but for taking the note
 * out when the member is forgotten.
 */
export const accountEntries = pgTable(
  "account_entry",
  {
    merchantId: merchantId(),
    /** `ent_…` */
    id: id().notNull(),
    memberId: text("member_id").notNull(),
    unit: text("unit").notNull(),
    /** Plus = credited. */
    change: minor("change").notNull(),
    balanceAfter: minor("balance_after").notNull(),
    /** `voucher` = a points or cash coupon was used; `staff` = set right by hand. */
    cause: text("cause", { enum: ["voucher", "staff"] }).notNull(),
    /** The voucher, or the request. One cause changes one balance once. */
    causeId: text("cause_id").notNull(),
    note: text("note").notNull().default(""),
    actorType: text("actor_type").notNull(),
    actorId: text("actor_id"),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    uniqueIndex("account_entry_once").on(t.merchantId, t.cause, t.causeId),
    index("account_entry_by_member").on(t.merchantId, t.memberId, t.id),
    check("account_entry_change", sql`${t.change} <> 0 and ${t.balanceAfter} >= 0`),
  ],
);

/**
 * What a member spent: paid for orders less what was given back of these. A trigger of the orders keeps it in the
 * transaction that pays or refunds, whoever does; nobody else writes it. No row = never paid in this currency.
 */
export const memberSpent = pgTable(
  "member_spent",
  {
    merchantId: merchantId(),
    memberId: text("member_id").notNull(),
    currency: text("currency").notNull(),
    spentMinor: minor("spent_minor").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.memberId, t.currency] }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    check("member_spent_not_negative", sql`${t.spentMinor} >= 0`),
    // The member list by what was spent, and who spent so much.
    index("member_by_spent").on(t.merchantId, t.currency, t.spentMinor, t.memberId),
  ],
);
