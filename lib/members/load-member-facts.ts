import type { Reader } from "@/db/client";
import { type Instant, localDate } from "@/lib/kernel/time";
import {
  loadMemberRows,
  loadRuleGroups,
  loadTopTiers,
  type MemberRow,
  memberOf,
  membersQuestion,
} from "@/lib/members/repository";
import { loadSpent } from "@/lib/members/repository/payments";
import { builtInGroups, conditionsOf, type RuleFacts, ruleAdmits, spansOf } from "@/lib/members/rules";
import type { GroupRule, MemberFacts } from "@/lib/members/schema";
import type { Audience } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";

/** What a decision about a member starts from. */
export type MemberStanding = {
  readonly facts: MemberFacts;
  readonly blocked: boolean;
  /** The store they registered at; null = online. */
  readonly homeStoreId: string | null;
};

/**
 * The facts of members that audiences and limits ask for at `now`, by id; those the merchant does not have, or has
 * erased, are left out. Rule groups are asked only where `audience` names them, since nothing else needs them. At most
 * four statements, however many members.
 */
export async function loadMembersFacts(
  reader: Reader,
  scope: Scope,
  memberIds: readonly string[],
  audience: Audience,
  now: Instant,
): Promise<ReadonlyMap<string, MemberStanding>> {
  return await memberFactsOf(reader, scope, await loadMemberRows(reader, scope, memberIds), audience, now);
}

/** What `memberFactsOf` makes facts of. */
export const memberFactsQuestion = membersQuestion;

/** As `loadMembersFacts`, of members whose rows answer `memberFactsQuestion`: no statement but what `audience` takes. */
export async function memberFactsOf(
  reader: Reader,
  scope: Scope,
  rows: readonly MemberRow[],
  audience: Audience,
  now: Instant,
): Promise<ReadonlyMap<string, MemberStanding>> {
  const named = audience.type === "match" && rows.length > 0 ? audience.groupIds : [];
  const asked = await loadAskedGroups(reader, scope, named);
  const spans = spansOf(asked.groups.map(({ rule }) => rule));
  const spent = await loadSpent(reader, scope, { memberIds: rows.map(({ id }) => id), spans, now });
  return new Map(rows.map((row) => [row.id, standingOf(row, spent.get(row.id) ?? {}, asked, now)]));
}

/** The rules of the named groups, the built-in ones too, with what they are asked against. */
async function loadAskedGroups(reader: Reader, scope: Scope, groupIds: readonly string[]): Promise<Asked> {
  if (groupIds.length === 0) return { groups: [], topTierIds: [] };
  const groups = [
    ...(await loadRuleGroups(reader, scope, groupIds)),
    ...builtInGroups.filter((group) => groupIds.includes(group.id)),
  ];
  const asksTop = groups.some(({ rule }) => conditionsOf(rule).some(({ type }) => type === "in_top_tier"));
  return { groups, topTierIds: asksTop ? await loadTopTiers(reader, scope) : [] };
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

type Asked = {
  readonly groups: readonly { readonly id: string; readonly rule: GroupRule }[];
  readonly topTierIds: readonly string[];
};

/** The rule groups among those asked for that let the member in. */
function admittingOf(
  row: MemberRow,
  spent: RuleFacts["spent"],
  { groups, topTierIds }: Asked,
  now: Instant,
): string[] {
  if (groups.length === 0) return [];
  const moment = { now, today: localDate(now, row.timeZone), topTierIds };
  const facts = { ...memberOf(row), spent };
  return groups.filter(({ rule }) => ruleAdmits(rule, facts, moment)).map(({ id }) => id);
}

function standingOf(row: MemberRow, spent: RuleFacts["spent"], asked: Asked, now: Instant): MemberStanding {
  return {
    facts: {
      id: row.id,
      isNew: row.firstPaidAt === null || new Date(row.firstPaidAt) >= now,
      planIds: row.planIds,
      tierIds: row.tierIds,
      groupIds: [...row.pickedGroupIds, ...admittingOf(row, spent, asked, now)],
      tagIds: row.tagIds,
    },
    blocked: row.blockedAt !== null,
    homeStoreId: row.homeStoreId,
  };
}
