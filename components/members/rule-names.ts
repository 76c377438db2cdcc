import type { DraftRule } from "@/components/members/rule-builder";
import type { RuleNames } from "@/components/members/rule-words";
import type { AudienceOptions } from "@/lib/members/queries/audience";
import type { GroupRule } from "@/lib/members/schema";

/** What a rule's tags and tiers are called, a tier with its plan where there are several, and in what it counts money. */
export function ruleNames(
  { plans, tags }: Pick<AudienceOptions, "plans" | "tags">,
  currency: string,
): RuleNames {
  const several = plans.length > 1;
  const tiers = plans.flatMap((plan) =>
    plan.tiers.map(({ id, name }) => ({ id, name: several ? `${plan.name} · ${name}` : name })),
  );
  return { tags: tags.map(({ id, name }) => ({ id, name })), tiers, currency };
}

/** A stored rule as the builder writes one: always a list. */
export function draftOf(rule: GroupRule): DraftRule {
  if (!("rules" in rule)) return { type: "all", rules: [{ ...rule }] };
  return {
    type: rule.type,
    rules: rule.rules.map((part) =>
      "rules" in part ? { type: part.type, rules: part.rules.map((one) => ({ ...one })) } : { ...part },
    ),
  };
}
