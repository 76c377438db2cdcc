import { and, asc, eq, exists, inArray, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { memberGroupMembers, memberGroups, members, memberTags, memberTiers } from "@/db/schema/members";
import { merchants } from "@/db/schema/merchants";
import { type Audience, type GroupRule, groupRuleSchema } from "@/lib/members/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { countryOfZone, parsePhone } from "@/lib/platform/phone";

const one = { one: sql`1`.as("one") };

/** The merchant's members; in a store view or for somebody bound to stores, those who registered there. */
export function visible(scope: Scope): SQL | undefined {
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  return and(
    eq(members.merchantId, scope.merchantId),
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

/** `ruleAdmits` of rules.ts in SQL; a test holds the two equal. */
function admittedBy(scope: Scope, rule: GroupRule): SQL {
  switch (rule.type) {
    case "registered_within":
      return sql`${members.registeredAt} > now() - make_interval(hours => ${rule.days * 24})`;
    case "birthday_month":
      return sql`extract(month from ${members.birthday}) = (
        select extract(month from now() at time zone ${merchants.timeZone})
        from ${merchants} where ${merchants.id} = ${scope.merchantId})`;
    case "first_order_done":
      return sql`${members.firstPaidAt} is not null`;
    case "tagged":
      return hasTag([rule.tagId]);
    case "in_tier":
      return hasTier({ tierIds: [rule.tierId] });
  }
}

/** The rule groups, all or the named ones, each with its condition in SQL. */
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
  return rows.map((row) => ({ ...row, admits: admittedBy(scope, groupRuleSchema.parse(row.rule)) }));
};

/** Members who were picked into any of these groups. */
const pickedInto = (groupIds: readonly string[]) =>
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
  if (audience.type === "all") return undefined;
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
