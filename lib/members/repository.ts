import { and, eq } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { memberGroupMembers, memberGroups, members, memberTags, memberTiers } from "@/db/schema/members";
import { merchants } from "@/db/schema/merchants";
import { groupRuleSchema } from "@/lib/members/schema";
import type { Scope } from "@/lib/platform/auth/scope";

/** Everything the rules ask of one member, or null when the merchant has no such member. */
export async function loadMember(reader: Reader, scope: Scope, memberId: string) {
  const mine = and(eq(members.merchantId, scope.merchantId), eq(members.id, memberId));
  const [row] = await reader
    .select({
      id: members.id,
      phone: members.phone,
      registeredAt: members.registeredAt,
      firstPaidAt: members.firstPaidAt,
      birthday: members.birthday,
      blockedAt: members.blockedAt,
      homeStoreId: members.homeStoreId,
      timeZone: merchants.timeZone,
    })
    .from(members)
    .innerJoin(merchants, eq(merchants.id, members.merchantId))
    .where(mine);
  if (!row) return null;
  const tiers = await reader
    .select({ planId: memberTiers.planId, tierId: memberTiers.tierId })
    .from(memberTiers)
    .where(and(eq(memberTiers.merchantId, scope.merchantId), eq(memberTiers.memberId, memberId)));
  const tags = await reader
    .select({ id: memberTags.tagId })
    .from(memberTags)
    .where(and(eq(memberTags.merchantId, scope.merchantId), eq(memberTags.memberId, memberId)));
  const picked = await reader
    .select({ id: memberGroupMembers.groupId })
    .from(memberGroupMembers)
    .where(and(eq(memberGroupMembers.merchantId, scope.merchantId), eq(memberGroupMembers.memberId, memberId)));
  return {
    ...row,
    planIds: tiers.map((tier) => tier.planId),
    tierIds: tiers.map((tier) => tier.tierId),
    tagIds: tags.map((tag) => tag.id),
    pickedGroupIds: picked.map((group) => group.id),
  };
}

/** The merchant's rule groups: at most a few hundred. */
export async function loadRuleGroups(reader: Reader, scope: Scope) {
  const rows = await reader
    .select({ id: memberGroups.id, rule: memberGroups.rule })
    .from(memberGroups)
    .where(and(eq(memberGroups.merchantId, scope.merchantId), eq(memberGroups.kind, "rule")))
    .limit(500);
  return rows.map((row) => ({ id: row.id, rule: groupRuleSchema.parse(row.rule) }));
}
