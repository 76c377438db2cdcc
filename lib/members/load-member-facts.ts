import type { Reader } from "@/db/client";
import { type Instant, localDate } from "@/lib/kernel/time";
import { loadMember, loadRuleGroups } from "@/lib/members/repository";
import { ruleAdmits } from "@/lib/members/rules";
import type { Audience, MemberFacts } from "@/lib/members/schema";
import type { Scope } from "@/lib/platform/auth/scope";

/** What a decision about a member starts from. */
export type MemberStanding = {
  readonly facts: MemberFacts;
  readonly blocked: boolean;
  /** The store they registered at; null = online. */
  readonly homeStoreId: string | null;
};

/**
 * The facts of one member that audiences and limits ask for at `now`, or null when the merchant has no such member.
 * Rule groups are asked only when `audience` names groups, since nothing else needs them.
 */
export async function loadMemberFacts(
  reader: Reader,
  scope: Scope,
  memberId: string,
  audience: Audience,
  now: Instant,
): Promise<MemberStanding | null> {
  const row = await loadMember(reader, scope, memberId);
  if (!row) return null;
  const asksGroups = audience.type === "match" && audience.groupIds.length > 0;
  const ruleGroups = asksGroups ? await loadRuleGroups(reader, scope) : [];
  const today = localDate(now, row.timeZone);
  const admitted = ruleGroups
    .filter((group) => ruleAdmits(group.rule, row, now, today))
    .map((group) => group.id);
  return {
    facts: {
      id: row.id,
      isNew: row.firstPaidAt === null || row.firstPaidAt >= now,
      planIds: row.planIds,
      tierIds: row.tierIds,
      groupIds: [...row.pickedGroupIds, ...admitted],
      tagIds: row.tagIds,
    },
    blocked: row.blockedAt !== null,
    homeStoreId: row.homeStoreId,
  };
}
