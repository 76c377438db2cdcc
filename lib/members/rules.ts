import type { Instant, LocalDate } from "@/lib/kernel/time";
import type { Balances, GroupRule, MemberFacts, RuleCondition } from "@/lib/members/schema";
import type { Audience } from "@/lib/members/schema/audience";

const DAY_MS = 86_400_000;

/** What a rule group asks of a member. */
export type RuleFacts = {
  readonly registeredAt: Instant;
  readonly firstPaidAt: Instant | null;
  readonly lastPaidAt: Instant | null;
  /** What they spent within so many days, by days: minor units of the merchant's currency, nothing = 0. */
  readonly spent: Readonly<Record<number, number>>;
  /** "YYYY-MM-DD". */
  readonly birthday: string | null;
  readonly tagIds: readonly string[];
  readonly tierIds: readonly string[];
};

/** When and where a rule is asked: `today` is the merchant's local date; top tiers are the highest of each card plan. */
export type RuleMoment = {
  readonly now: Instant;
  readonly today: LocalDate;
  readonly topTierIds: readonly string[];
};

/** Whether the rule lets this member into its group at that moment. */
export function ruleAdmits(rule: GroupRule, facts: RuleFacts, moment: RuleMoment): boolean {
  if (!("rules" in rule)) return holds(rule, facts, moment);
  const asked = (part: GroupRule) => ruleAdmits(part, facts, moment);
  return rule.type === "all" ? rule.rules.every(asked) : rule.rules.some(asked);
}

function holds(rule: RuleCondition, facts: RuleFacts, { now, today, topTierIds }: RuleMoment): boolean {
  switch (rule.type) {
    case "registered_within":
      return facts.registeredAt.getTime() > now.getTime() - rule.days * DAY_MS;
    case "birthday_month":
      return (
        facts.birthday !== null &&
        Number(facts.birthday.slice(5, 7)) === (rule.month ?? Number(today.slice(5, 7)))
      );
    case "first_order_done":
      return facts.firstPaidAt !== null;
    case "no_order_for": {
      const since = now.getTime() - rule.days * DAY_MS;
      const latest = facts.lastPaidAt ?? facts.firstPaidAt ?? facts.registeredAt;
      return facts.registeredAt.getTime() <= since && latest.getTime() <= since;
    }
    case "spent_at_least":
      return (facts.spent[rule.days] ?? 0) >= rule.amountMinor;
    case "tagged":
      return facts.tagIds.includes(rule.tagId);
    case "in_tier":
      return facts.tierIds.includes(rule.tierId);
    case "in_top_tier":
      return facts.tierIds.some((id) => topTierIds.includes(id));
  }
}

/** The conditions a rule is made of, in the order they stand in it. */
export function conditionsOf(rule: GroupRule): RuleCondition[] {
  if (!("rules" in rule)) return [rule];
  return rule.rules.flatMap((part) => conditionsOf(part));
}

/** The spans of days over which these rules ask what somebody spent, each once. */
export function spansOf(rules: readonly GroupRule[]): number[] {
  const asked = rules.flatMap(conditionsOf);
  return [...new Set(asked.flatMap((one) => (one.type === "spent_at_least" ? [one.days] : [])))];
}

/**
 * Groups every merchant has, without a row of their own: their ids may stand in any audience, their names are the
 * screens'. High-value and at-risk ask for a tier, and for the latest order.
 */
export const builtInGroups = [
  { id: "grp_newly_registered", rule: { type: "registered_within", days: 30 } },
  { id: "grp_high_value", rule: { type: "in_top_tier" } },
  { id: "grp_at_risk", rule: { type: "no_order_for", days: 60 } },
] as const satisfies readonly { readonly id: string; readonly rule: GroupRule }[];
export type BuiltInGroupId = (typeof builtInGroups)[number]["id"];

/**
 * Whether an audience lets a member in: the one test, asked by activities, coupons and everything later (M5). In a
 * `match` audience any id in any list is enough; one that names nobody admits nobody.
 */
export function audienceAdmits(audience: Audience, member: MemberFacts): boolean {
  switch (audience.type) {
    case "all":
      return true;
    case "new":
      return member.isNew;
    case "existing":
      return !member.isNew;
    case "match": {
      const any = (wanted: readonly string[], held: readonly string[]) =>
        wanted.some((id) => held.includes(id));
      return (
        audience.memberIds.includes(member.id) ||
        any(audience.planIds, member.planIds) ||
        any(audience.tierIds, member.tierIds) ||
        any(audience.groupIds, member.groupIds) ||
        any(audience.tagIds, member.tagIds)
      );
    }
  }
}

/**
 * Points; stored money of one currency, and of every currency somebody ever had some of, in minor units and by currency.
 * What nobody ever credited is 0.
 */
export function balancesOf(
  accounts: readonly { readonly unit: string; readonly balance: number }[],
  currency: string,
): Balances {
  const of = (unit: string) => accounts.find((one) => one.unit === unit)?.balance ?? 0;
  const money = accounts.filter(({ unit }) => unit !== "points");
  return {
    pointsBalance: of("points"),
    cashBalanceMinor: of(currency),
    cashBalances: money
      .map(({ unit, balance }) => ({ currency: unit, balanceMinor: balance }))
      .toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
  };
}
