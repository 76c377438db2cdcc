import type { Instant } from "@/lib/kernel/time";
import type { Audience, GroupRule, MemberFacts } from "@/lib/members/schema";

const DAY_MS = 86_400_000;

/** What a rule group asks of a member. `today` is the merchant's local date, "YYYY-MM-DD". */
export type RuleFacts = {
  readonly registeredAt: Instant;
  readonly firstPaidAt: Instant | null;
  readonly birthday: string | null;
  readonly tagIds: readonly string[];
  readonly tierIds: readonly string[];
};

/** Whether the rule lets this member into its group at `now`. */
export function ruleAdmits(rule: GroupRule, facts: RuleFacts, now: Instant, today: string): boolean {
  switch (rule.type) {
    case "registered_within":
      return facts.registeredAt.getTime() > now.getTime() - rule.days * DAY_MS;
    case "birthday_month":
      return facts.birthday !== null && facts.birthday.slice(5, 7) === today.slice(5, 7);
    case "first_order_done":
      return facts.firstPaidAt !== null;
    case "tagged":
      return facts.tagIds.includes(rule.tagId);
    case "in_tier":
      return facts.tierIds.includes(rule.tierId);
  }
}

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
