import type { Reader } from "@/db/client";
import { type Instant, localDate } from "@/lib/kernel/time";
import { type LoadedMember, loadMembers, loadRuleGroups } from "@/lib/members/repository";
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
 * The facts of members that audiences and limits ask for at `now`, by id; those the merchant does not have are left
 * out. Rule groups are asked only when `audience` names groups, since nothing else needs them. One or two statements,
 * however many members.
 */
export async function loadMembersFacts(
  reader: Reader,
  scope: Scope,
  memberIds: readonly string[],
  audience: Audience,
  now: Instant,
): Promise<ReadonlyMap<string, MemberStanding>> {
  const rows = await loadMembers(reader, scope, memberIds);
  const asksGroups = audience.type === "match" && audience.groupIds.length > 0;
  const ruleGroups = asksGroups && rows.length > 0 ? await loadRuleGroups(reader, scope) : [];
  return new Map(rows.map((row) => [row.id, standingOf(row, ruleGroups, now)]));
}

/** As `loadMembersFacts`, of one member; null when the merchant has no such member. */
export async function loadMemberFacts(
  reader: Reader,
  scope: Scope,
  memberId: string,
  audience: Audience,
  now: Instant,
): Promise<MemberStanding | null> {
  return (await loadMembersFacts(reader, scope, [memberId], audience, now)).get(memberId) ?? null;
}

type RuleGroups = Awaited<ReturnType<typeof loadRuleGroups>>;

function standingOf(row: LoadedMember, ruleGroups: RuleGroups, now: Instant): MemberStanding {
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
