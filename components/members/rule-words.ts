import { formatMoney } from "@/lib/kernel/money";
import type { GroupRule, RuleCondition } from "@/lib/members/schema";

/** What the tags and tiers a rule may name are called, and the merchant's currency. */
export type RuleNames = {
  readonly tags: readonly { readonly id: string; readonly name: string }[];
  readonly tiers: readonly { readonly id: string; readonly name: string }[];
  readonly currency: string;
};
type Translate = (key: string, values?: Record<string, string | number>) => string;

/** A rule in words, as one sentence without its full stop; `t` reads organise.rule. */
export function ruleWords(rule: GroupRule, names: RuleNames, locale: string, t: Translate): string {
  if (!("rules" in rule)) return conditionWords(rule, names, locale, t);
  const parts = rule.rules.map((part) => {
    const words = ruleWords(part, names, locale, t);
    return "rules" in part && part.rules.length > 1 && rule.rules.length > 1 ? t("part", { words }) : words;
  });
  const type = rule.type === "all" ? "conjunction" : "disjunction";
  return new Intl.ListFormat(locale, { type }).format(parts);
}

function conditionWords(rule: RuleCondition, names: RuleNames, locale: string, t: Translate): string {
  const called = (list: RuleNames["tags"], id: string) =>
    list.find((one) => one.id === id)?.name ?? t("gone");
  switch (rule.type) {
    case "registered_within":
    case "no_order_for":
      return t(rule.type, { days: rule.days });
    case "spent_at_least": {
      const amount = formatMoney(rule.amountMinor, names.currency, locale, { trim: true });
      return t(rule.type, { amount, days: rule.days });
    }
    case "birthday_month":
      return rule.month ? t("birthday_in", { month: monthName(rule.month, locale) }) : t("birthday_month");
    case "tagged":
      return t("tagged", { name: called(names.tags, rule.tagId) });
    case "in_tier":
      return t("in_tier", { name: called(names.tiers, rule.tierId) });
    default:
      return t(rule.type);
  }
}

/** What a month, 1 to 12, is called. */
export const monthName = (month: number, locale: string) =>
  new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" }).format(
    new Date(Date.UTC(2026, month - 1, 1)),
  );
