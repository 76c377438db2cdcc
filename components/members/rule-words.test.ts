import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { ruleWords } from "@/components/members/rule-words";
import type { GroupRule } from "@/lib/members/schema";
import en from "@/messages/en/organise.json";
import zh from "@/messages/zh-CN/organise.json";

const names = {
  tags: [{ id: "tag_1", name: "vip" }],
  tiers: [{ id: "tir_1", name: "Gold" }],
  currency: "HKD",
};
const translators = {
  en: createTranslator({ locale: "en", messages: { organise: en }, namespace: "organise.rule" }),
  "zh-CN": createTranslator({ locale: "zh-CN", messages: { organise: zh }, namespace: "organise.rule" }),
};
const inLocale =
  (locale: keyof typeof translators) => (key: string, values?: Record<string, string | number>) =>
    Reflect.apply(translators[locale], null, [key, values]);
const words = (rule: GroupRule) => [
  ruleWords(rule, names, "en", inLocale("en")),
  ruleWords(rule, names, "zh-CN", inLocale("zh-CN")),
];

describe("a rule in words", () => {
  it("says every condition in both languages", () => {
    const rules: GroupRule[] = [
      { type: "registered_within", days: 30 },
      { type: "registered_within", days: 1 },
      { type: "birthday_month" },
      { type: "birthday_month", month: 5 },
      { type: "first_order_done" },
      { type: "no_order_for", days: 60 },
      { type: "spent_at_least", amountMinor: 50_000, days: 90 },
      { type: "spent_at_least", amountMinor: 1_050, days: 1 },
      { type: "tagged", tagId: "tag_1" },
      { type: "in_tier", tierId: "tir_1" },
      { type: "in_top_tier" },
    ];
    expect(rules.map(words)).toEqual([
      ["joined in the last 30 days", "最近 30 天内加入"],
      ["joined in the last day", "最近 1 天内加入"],
      ["birthday this month", "本月生日"],
      ["birthday in May", "五月生日"],
      ["has ordered at least once", "下过至少一单"],
      ["has not ordered for 60 days", "已满 60 天未下单"],
      ["spent at least $500 in the last 90 days", "最近 90 天内消费满 $500"],
      ["spent at least $10.50 in the last day", "最近 1 天内消费满 $10.50"],
      ["wears the tag “vip”", "有标签“vip”"],
      ["holds the tier “Gold”", "等级为“Gold”"],
      ["holds the highest tier of a card plan", "持有某会员卡的最高等级"],
    ]);
  });

  it("joins them by and, by or, and puts a part of its own in brackets", () => {
    const one = { type: "first_order_done" } as const;
    const two = { type: "in_top_tier" } as const;
    const three = { type: "birthday_month" } as const;
    expect(words({ type: "all", rules: [one, two] })[0]).toBe(
      "has ordered at least once and holds the highest tier of a card plan",
    );
    expect(words({ type: "any", rules: [three, { type: "all", rules: [one, two] }] })).toEqual([
      "birthday this month or (has ordered at least once and holds the highest tier of a card plan)",
      "本月生日或（下过至少一单和持有某会员卡的最高等级）",
    ]);
    expect(words({ type: "all", rules: [one] })[0]).toBe("has ordered at least once");
  });

  it("says when a tag is not there any more", () => {
    expect(words({ type: "tagged", tagId: "tag_2" })).toEqual(["wears the tag “deleted”", "有标签“已删除”"]);
  });
});
