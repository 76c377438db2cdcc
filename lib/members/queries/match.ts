import { and, asc, eq, exists, gt, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import {
  memberGroupMembers,
  memberGroups,
  members,
  memberTags,
  memberTiers,
  tiers,
} from "@/db/schema/members";
import { merchants } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import { vouchers } from "@/db/schema/vouchers";
import { builtInGroups } from "@/lib/members/rules";
import { type GroupRule, groupRuleSchema, type RuleCondition } from "@/lib/members/schema";
import type { Audience } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";
import { countryOfZone, parsePhone } from "@/lib/platform/phone";

const one = { one: sql`1`.as("one") };

/** The merchant's members but those who were erased; in a store view or for somebody bound to stores, those who registered there. */
export function visible(scope: Scope): SQL | undefined {
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  return and(
    eq(members.merchantId, scope.merchantId),
    isNull(members.erasedAt),
    storeIds === "all" ? undefined : inArray(members.homeStoreId, [...storeIds]),
  );
}

/** Members who wear any of these tags. */
export const hasTag = (ids: readonly string[]) =>
  exists(
    db()
      .select(one)
      .from(memberTags)
      .where(
        and(
          eq(memberTags.merchantId, members.merchantId),
          eq(memberTags.memberId, members.id),
          inArray(memberTags.tagId, [...ids]),
        ),
      ),
  );

/** Members who hold any of these tiers, or a tier of any of these plans. */
export const hasTier = (ids: { tierIds: readonly string[] } | { planIds: readonly string[] }) =>
  exists(
    db()
      .select(one)
      .from(memberTiers)
      .where(
        and(
          eq(memberTiers.merchantId, members.merchantId),
          eq(memberTiers.memberId, members.id),
          "tierIds" in ids
            ? inArray(memberTiers.tierId, [...ids.tierIds])
            : inArray(memberTiers.planId, [...ids.planIds]),
        ),
      ),
  );

const heldOnTop = () =>
  exists(
    db()
      .select(one)
      .from(memberTiers)
      .innerJoin(tiers, and(eq(tiers.merchantId, memberTiers.merchantId), eq(tiers.id, memberTiers.tierId)))
      .where(
        and(
          eq(memberTiers.merchantId, members.merchantId),
          eq(memberTiers.memberId, members.id),
          sql`not exists (select 1 from ${tiers} higher where higher.merchant_id = ${tiers.merchantId}
          and higher.plan_id = ${tiers.planId} and higher.rank > ${tiers.rank})`,
        ),
      ),
  );
/** Members who joined at one of these stores; `online` stands for none. */
export const joinedAt = (ids: readonly string[]) => {
  const named = ids.filter((id) => id !== "online");
  return or(
    named.length > 0 ? inArray(members.homeStoreId, named) : undefined,
    ids.includes("online") ? isNull(members.homeStoreId) : undefined,
  );
};

/** Members who hold one of these coupons that they can use now or later. */
export const holdsCoupon = (ids: readonly string[]) =>
  exists(
    db()
      .select(one)
      .from(vouchers)
      .where(
        and(
          eq(vouchers.merchantId, members.merchantId),
          eq(vouchers.memberId, members.id),
          inArray(vouchers.couponId, [...ids]),
          eq(vouchers.status, "available"),
          or(isNull(vouchers.validUntil), gt(vouchers.validUntil, sql`now()`)),
        ),
      ),
  );

const daysAgo = (days: number) => sql`now() - make_interval(hours => ${days * 24})`;

// As the index `member_by_latest_order` has it.
const latestOrder = sql`coalesce(${members.lastPaidAt}, ${members.firstPaidAt}, ${members.registeredAt})`;

/** Members whose orders of the span come to so much, in one pass over these orders (index `order_spent`). */
const spentAtLeast = (scope: Scope, { amountMinor, days }: { amountMinor: number; days: number }) =>
  inArray(
    members.id,
    db()
      .select({ id: sql<string>`${orders.memberId}` })
      .from(orders)
      .innerJoin(merchants, and(eq(merchants.id, orders.merchantId), eq(merchants.currency, orders.currency)))
      .where(
        and(
          eq(orders.merchantId, scope.merchantId),
          isNotNull(orders.memberId),
          gt(orders.paidAt, daysAgo(days)),
        ),
      )
      .groupBy(orders.memberId)
      .having(sql`sum(${orders.paidMinor} - ${orders.refundedMinor}) >= ${amountMinor}`),
  );

/** `ruleAdmits` of rules.ts in SQL; a property test holds the two equal. */
export function admittedBy(scope: Scope, rule: GroupRule): SQL {
  if (!("rules" in rule)) return holds(scope, rule);
  const parts = rule.rules.map((part) => admittedBy(scope, part));
  return sql`(${sql.join(parts, rule.type === "all" ? sql` and ` : sql` or `)})`;
}

function holds(scope: Scope, rule: RuleCondition): SQL {
  switch (rule.type) {
    case "registered_within":
      return sql`${members.registeredAt} > ${daysAgo(rule.days)}`;
    case "birthday_month":
      return sql`extract(month from ${members.birthday}) = ${rule.month ?? thisMonth(scope)}`;
    case "first_order_done":
      return sql`${members.firstPaidAt} is not null`;
    case "no_order_for":
      return sql`(${latestOrder} <= ${daysAgo(rule.days)} and ${members.registeredAt} <= ${daysAgo(rule.days)})`;
    case "spent_at_least":
      return spentAtLeast(scope, rule);
    case "tagged":
      return hasTag([rule.tagId]);
    case "in_tier":
      return hasTier({ tierIds: [rule.tierId] });
    case "in_top_tier":
      return heldOnTop();
  }
}

const thisMonth = (scope: Scope) => sql`(select extract(month from now() at time zone ${merchants.timeZone})
  from ${merchants} where ${merchants.id} = ${scope.merchantId})`;

/** The rule groups, each with its condition in SQL: all the merchant made, or the named ones and those built in. */
export const ruleGroups = async (scope: Scope, groupIds?: readonly string[]) => {
  const rows = await db()
    .select({ id: memberGroups.id, name: memberGroups.name, rule: memberGroups.rule })
    .from(memberGroups)
    .where(
      and(
        eq(memberGroups.merchantId, scope.merchantId),
        eq(memberGroups.kind, "rule"),
        groupIds ? inArray(memberGroups.id, [...groupIds]) : undefined,
      ),
    )
    .orderBy(asc(memberGroups.name))
    .limit(500);
  const builtIn = builtInGroups
    .filter((group) => groupIds?.includes(group.id))
    .map((group) => ({ ...group, name: group.id }));
  return [...rows, ...builtIn].map((row) => ({
    ...row,
    admits: admittedBy(scope, groupRuleSchema.parse(row.rule)),
  }));
};

/** Members who were picked into any of these groups. */
export const pickedInto = (groupIds: readonly string[]) =>
  exists(
    db()
      .select(one)
      .from(memberGroupMembers)
      .where(
        and(
          eq(memberGroupMembers.merchantId, members.merchantId),
          eq(memberGroupMembers.memberId, members.id),
          inArray(memberGroupMembers.groupId, [...groupIds]),
        ),
      ),
  );

/**
 * Members of any of these groups: picked into them, or admitted by their rule now. Only a rule's own condition can use
 * an index, so nothing is asked of who was picked unless there are ids of other groups than rules.
 */
export const inGroups = async (scope: Scope, groupIds: readonly string[]): Promise<SQL | undefined> => {
  const ruled = await ruleGroups(scope, groupIds);
  const others = groupIds.filter((id) => !ruled.some((group) => group.id === id));
  const picked = others.length > 0 ? pickedInto(others) : undefined;
  return or(picked, ...ruled.map((group) => group.admits)) ?? sql`false`;
};

/** `audienceAdmits` of rules.ts in SQL, for counting; a test holds the two equal. */
export const inAudience = async (scope: Scope, audience: Audience): Promise<SQL | undefined> => {
  const isNew = sql`(${members.firstPaidAt} is null or ${members.firstPaidAt} >= now())`;
  if (audience.type === "all") return sql`true`;
  if (audience.type === "new") return isNew;
  if (audience.type === "existing") return sql`not ${isNew}`;
  const { planIds, tierIds, groupIds, tagIds, memberIds } = audience;
  const any = [
    memberIds.length > 0 ? inArray(members.id, memberIds) : undefined,
    planIds.length > 0 ? hasTier({ planIds }) : undefined,
    tierIds.length > 0 ? hasTier({ tierIds }) : undefined,
    tagIds.length > 0 ? hasTag(tagIds) : undefined,
    groupIds.length > 0 ? await inGroups(scope, groupIds) : undefined,
  ].filter((part) => part !== undefined);
  return any.length > 0 ? or(...any) : sql`false`;
};

/** Typed text as a phone of the merchant's country, in E.164; null when it is none. */
export const asPhone = async (scope: Scope, text: string): Promise<string | null> => {
  if (!/\d{4}/.test(text.normalize("NFKC").replace(/[\s()-]/g, ""))) return null;
  const [merchant] = await db()
    .select({ timeZone: merchants.timeZone })
    .from(merchants)
    .where(eq(merchants.id, scope.merchantId));
  return merchant ? parsePhone(text, countryOfZone(merchant.timeZone)) : null;
};

/** Whose phone, name or nickname is exactly `text`, letter case aside (M1). A phone may lack its country code. */
export const called = async (scope: Scope, text: string): Promise<SQL | undefined> => {
  const wanted = text.trim().toLowerCase();
  const phone = await asPhone(scope, text);
  return or(
    phone ? eq(members.phone, phone) : undefined,
    eq(sql`lower(${members.name})`, wanted),
    eq(sql`lower(${members.nickname})`, wanted),
  );
};

/**
 * Whether an event `x` of a voucher `v` happened while it was this member's: all of it, or, where it was given to a friend, up to then
 * for the one and since then for the other. By the database's clock: ids are made by each process's own.
 */
export const wasTheirs = (memberId: string): SQL => sql`(v.member_id = ${memberId} and v.issued_to is null
  or (v.member_id = ${memberId} or v.issued_to = ${memberId}) and v.issued_to is not null and exists (
    select from voucher_event g where g.merchant_id = v.merchant_id and g.voucher_id = v.id and g.kind = 'transferred'
      and case when v.issued_to = ${memberId} then (x.at, x.id) <= (g.at, g.id) else (x.at, x.id) >= (g.at, g.id) end))`;
