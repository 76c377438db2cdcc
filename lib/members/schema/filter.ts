import { z } from "zod";
import { spanSchema } from "@/lib/merchants/schema/list-filter";

const named = (prefix: string) =>
  z
    .array(z.string().startsWith(`${prefix}_`).max(40))
    .max(500)
    .optional();

/** Choices of the member list; in each list any is enough. */
const memberChoices = z.strictObject({
  tagIds: named("tag"),
  tierIds: named("tir"),
  planIds: named("pln"),
  groupIds: named("grp"),
  /** `online` = those who joined at no store. */
  storeIds: z.array(z.string().max(40)).max(500).optional(),
  /** Holds one of these coupons that can be used now or later. */
  couponIds: named("cpn"),
  birthMonths: z.array(z.int().min(1).max(12)).max(12).optional(),
});

const minor = z.int().min(0).max(1_000_000_000_000).optional();

/** Which members of a list are meant: all that stands must hold. */
export const memberFilterSchema = memberChoices.extend({
  /** Exactly this phone, name or nickname. */
  q: z.string().trim().max(100).optional(),
  memberIds: named("mbr"),
  /** Those of whom one of these is true are left out. */
  without: memberChoices.optional(),
  blocked: z.boolean().optional(),
  /** When they joined. */
  joined: spanSchema.nullable().optional(),
  /** Joined within so many days. */
  joinedDays: z.int().min(1).max(3650).optional(),
  /** Paid so much for orders, less what was given back: minor units of the merchant's currency. */
  spentAtLeastMinor: minor,
  /** The same; who never paid for an order has spent nothing. */
  spentAtMostMinor: minor,
  /** Whether they ever paid for an order. */
  hasOrdered: z.boolean().optional(),
  /** Paid for their latest order within so many days; or longer ago than that, though they have ordered. */
  orderedDays: z.int().min(1).max(3650).optional(),
  notOrderedDays: z.int().min(1).max(3650).optional(),
});
export type MemberFilter = z.output<typeof memberFilterSchema>;

/** What the lists of groups and of tags may be narrowed by. */
export const groupFilterSchema = z.strictObject({
  q: z.string().max(200).default(""),
  kind: z.enum(["rule", "picked"]).optional(),
  /** Only these. */
  ids: z.array(z.string().max(40)).max(200).optional(),
  descending: z.boolean().default(false),
});
export type GroupFilter = z.output<typeof groupFilterSchema>;
export const tagFilterSchema = groupFilterSchema.omit({ kind: true });
export type TagFilter = z.output<typeof tagFilterSchema>;
