import { sql } from "drizzle-orm";
import {
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant, merchantId, minor, updatedAt } from "@/db/schema/columns";
import { merchants, stores } from "@/db/schema/merchants";

/** A customer of one merchant, known by phone. */
export const members = pgTable(
  "member",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    /** E.164; unique in the merchant. */
    phone: text("phone").notNull(),
    /** The merchant's own id for this person; null = none. */
    externalId: text("external_id"),
    name: text("name"),
    nickname: text("nickname"),
    email: text("email"),
    /** Month and day matter; null = not told. */
    birthday: date("birthday"),
    /** The store they registered at; null = online. Store managers see the members of their stores. */
    homeStoreId: text("home_store_id"),
    registeredAt: instant("registered_at").notNull().defaultNow(),
    /** When their first order was paid; null = a new member (pricing.md section 1). */
    firstPaidAt: instant("first_paid_at"),
    /** When their latest order was paid; null = none yet. */
    lastPaidAt: instant("last_paid_at"),
    /** Null unless the member may not take part in anything. */
    blockedAt: instant("blocked_at"),
    /** Null unless they are forgotten (S-39): `phone` is then `erased:` and their id, and no list or sign-in finds them. */
    erasedAt: instant("erased_at"),
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    foreignKey({ columns: [t.merchantId, t.homeStoreId], foreignColumns: [stores.merchantId, stores.id] }),
    index("member_by_store").on(t.merchantId, t.homeStoreId, t.registeredAt, t.id),
    unique("member_phone").on(t.merchantId, t.phone),
    unique("member_external_id").on(t.merchantId, t.externalId),
    // The member list, newest first, and exact-match search by name and nickname (M1).
    index("member_by_registration").on(t.merchantId, t.registeredAt, t.id),
    index("member_by_name").on(t.merchantId, sql`lower(${t.name})`, t.id),
    index("member_by_nickname").on(t.merchantId, sql`lower(${t.nickname})`, t.id),
    // Whose birthday is this month: the day itself, and leaving out who was erased, make it enough for counting them.
    index("member_birthdays")
      .on(t.merchantId, sql`extract(month from ${t.birthday})`, t.birthday)
      .where(sql`erased_at is null`),
    // Who has ordered and who has not, ever or for long, for the groups that ask.
    index("member_by_first_order").on(t.merchantId, t.firstPaidAt, t.registeredAt),
    index("member_by_latest_order").on(
      t.merchantId,
      sql`coalesce(last_paid_at, first_paid_at, registered_at)`,
    ),
    index("member_blocked").on(t.merchantId, t.registeredAt, t.id).where(sql`blocked_at is not null`),
    // The member list by latest order.
    index("member_by_payment").on(t.merchantId, sql`coalesce(last_paid_at, first_paid_at)`, t.id),
  ],
);

/** A membership card plan: a ladder of tiers. */
export const cardPlans = pgTable(
  "card_plan",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    name: text("name").notNull(),
    /** In words for members; empty = none. */
    description: text("description").notNull().default(""),
    /** Where it stands among the plans, from the top; equal ones by name. */
    position: integer("position").notNull().default(0),
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    unique("card_plan_name").on(t.merchantId, t.name),
  ],
);

/** A rung of a card plan. */
export const tiers = pgTable(
  "tier",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    planId: text("plan_id").notNull(),
    name: text("name").notNull(),
    /** 1 is the lowest; negative only inside the transaction of an edit. */
    rank: integer("rank").notNull(),
    /** Spending it is meant for, minor units of the merchant's currency; null = none. Staff give the tier. */
    thresholdMinor: minor("threshold_minor"),
    /** What its holders get, in words, one a line; empty = none. */
    benefits: text("benefits").notNull().default(""),
    /** Name of a label colour (members/schema.ts). */
    colour: text("colour").notNull().default("grey"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    unique("tier_rank").on(t.merchantId, t.planId, t.rank),
    // Lets member_tier say that the tier is of the plan it names.
    unique("tier_of_plan").on(t.merchantId, t.planId, t.id),
    foreignKey({ columns: [t.merchantId, t.planId], foreignColumns: [cardPlans.merchantId, cardPlans.id] }),
  ],
);

/** The tier a member holds in a plan: at most one, by the key. */
export const memberTiers = pgTable(
  "member_tier",
  {
    merchantId: merchantId(),
    memberId: text("member_id").notNull(),
    planId: text("plan_id").notNull(),
    tierId: text("tier_id").notNull(),
    since: instant("since").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.memberId, t.planId] }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    foreignKey({
      columns: [t.merchantId, t.planId, t.tierId],
      foreignColumns: [tiers.merchantId, tiers.planId, tiers.id],
    }),
    // How many members an audience of tiers or plans reaches.
    index("member_tier_by_tier").on(t.merchantId, t.tierId, t.memberId),
    index("member_tier_by_plan").on(t.merchantId, t.planId, t.memberId),
  ],
);

/** A set of members: picked by hand, or by a rule that is asked anew each time. */
export const memberGroups = pgTable(
  "member_group",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    name: text("name").notNull(),
    kind: text("kind", { enum: ["picked", "rule"] }).notNull(),
    /** The rule (members/schema.ts `groupRule`); null for a hand-picked group. */
    rule: jsonb("rule"),
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    unique("member_group_name").on(t.merchantId, t.name),
  ],
);

/** Who was picked into a hand-picked group. */
export const memberGroupMembers = pgTable(
  "member_group_member",
  {
    merchantId: merchantId(),
    groupId: text("group_id").notNull(),
    memberId: text("member_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.groupId, t.memberId] }),
    foreignKey({
      columns: [t.merchantId, t.groupId],
      foreignColumns: [memberGroups.merchantId, memberGroups.id],
    }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    index("member_group_by_member").on(t.merchantId, t.memberId),
  ],
);

/** A word staff put on members. */
export const tags = pgTable(
  "tag",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    name: text("name").notNull(),
    /** Name of a label colour (members/schema.ts). */
    colour: text("colour").notNull().default("grey"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    uniqueIndex("tag_name").on(t.merchantId, sql`lower(${t.name})`),
  ],
);

/** Which member wears which tag. */
export const memberTags = pgTable(
  "member_tag",
  {
    merchantId: merchantId(),
    memberId: text("member_id").notNull(),
    tagId: text("tag_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.memberId, t.tagId] }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    foreignKey({ columns: [t.merchantId, t.tagId], foreignColumns: [tags.merchantId, tags.id] }),
    index("member_tag_by_tag").on(t.merchantId, t.tagId, t.memberId),
  ],
);

/**
 * Notes about a member, and why they were blocked or unblocked, in the words of staff, which go when the member is erased.
 * `writtenBy` is who wrote a note, and may change it; null = it is no note but a reason, which nobody may.
 */
export const memberRemarks = pgTable(
  "member_remark",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    memberId: text("member_id").notNull(),
    text: text("text").notNull(),
    writtenBy: text("written_by"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    index("member_remark_by_member").on(t.merchantId, t.memberId, t.id),
  ],
);

/** Phones whose owners asked to be forgotten, so that no import brings them back; their own sign-in takes the row away. */
export const erasedPhones = pgTable(
  "erased_phone",
  {
    merchantId: merchantId(),
    /** HMAC of the E.164 phone under the data key. */
    phoneHash: text("phone_hash").notNull(),
    erasedAt: instant("erased_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.phoneHash] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
  ],
);

/** One sign-in of one member in one browser. */
export const memberSessions = pgTable(
  "member_session",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    memberId: text("member_id").notNull(),
    userAgent: text("user_agent").notNull().default(""),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    /** Null while the session is good. */
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId, t.memberId], foreignColumns: [members.merchantId, members.id] }),
    index("member_session_by_member").on(t.merchantId, t.memberId),
  ],
);

/** A one-time code that was sent to a phone and may be typed in the browser that asked for it. */
export const otpChallenges = pgTable(
  "otp_challenge",
  {
    merchantId: merchantId(),
    id: id().notNull(),
    phone: text("phone").notNull(),
    /** HMAC of challenge and code; the code itself is in no table but the message. */
    codeHash: text("code_hash").notNull(),
    /** Wrong codes typed so far; the fifth ends the challenge. */
    tries: integer("tries").notNull().default(0),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    /** Null until it was used, replaced by a newer one or tried too often. */
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    // One live challenge for a phone: a new code ends the old one.
    uniqueIndex("otp_live").on(t.merchantId, t.phone).where(sql`ended_at is null`),
    index("otp_by_age").on(t.createdAt),
  ],
);
