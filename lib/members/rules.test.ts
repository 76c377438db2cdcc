import { describe, expect, it } from "vitest";
import { audienceAdmits, conditionsOf, ruleAdmits, spansOf } from "@/lib/members/rules";
import type { GroupRule, MemberFacts } from "@/lib/members/schema";
import type { Audience } from "@/lib/members/schema/audience";

const member: MemberFacts = {
  id: "mbr_1",
  isNew: true,
  planIds: ["pln_1"],
  tierIds: ["tir_1"],
  groupIds: ["grp_1"],
  tagIds: ["tag_1"],
};
const match = (more: Partial<Extract<Audience, { type: "match" }>>): Audience => ({
  type: "match",
  planIds: [],
  tierIds: [],
  groupIds: [],
  tagIds: [],
  memberIds: [],
  ...more,
});

describe("an audience (M5)", () => {
  it("lets in everybody, new members, or existing ones", () => {
    const existing = { ...member, isNew: false };
    expect(audienceAdmits({ type: "all" }, existing)).toBe(true);
    expect([audienceAdmits({ type: "new" }, member), audienceAdmits({ type: "new" }, existing)]).toEqual([
      true,
      false,
    ]);
    expect([
      audienceAdmits({ type: "existing" }, member),
      audienceAdmits({ type: "existing" }, existing),
    ]).toEqual([false, true]);
  });

  it("lets in whom any list names, and nobody when it names nobody", () => {
    const lists = [
      { planIds: ["pln_1"] },
      { tierIds: ["tir_1"] },
      { groupIds: ["grp_1"] },
      { tagIds: ["tag_1"] },
      { memberIds: ["mbr_1"] },
    ];
    expect(lists.map((list) => audienceAdmits(match(list), member))).toEqual([true, true, true, true, true]);
    expect(audienceAdmits(match({ tagIds: ["tag_2"], tierIds: ["tir_1"] }), member)).toBe(true);
    expect(audienceAdmits(match({ tagIds: ["tag_2"] }), member)).toBe(false);
    expect(audienceAdmits(match({}), member)).toBe(false);
  });
});

describe("a group's rule (M3)", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  const facts = {
    registeredAt: new Date("2026-11-01T12:00:00Z"),
    firstPaidAt: null,
    lastPaidAt: null,
    spent: {},
    birthday: "1990-11-30",
    tagIds: ["tag_1"],
    tierIds: ["tir_1"],
  };
  const moment = { now, today: "2026-11-21", topTierIds: ["tir_9"] };
  const asked = (rule: GroupRule, more = {}) => ruleAdmits(rule, { ...facts, ...more }, moment);
  const DAY = 86_400_000;

  it("registered within N days: from the very instant N days ago, which is too long ago", () => {
    expect([
      asked({ type: "registered_within", days: 20 }),
      asked({ type: "registered_within", days: 21 }),
    ]).toEqual([false, true]);
    const exactly = new Date(now.getTime() - 30 * DAY);
    const after = new Date(exactly.getTime() + 1);
    const rule: GroupRule = { type: "registered_within", days: 30 };
    expect([asked(rule, { registeredAt: exactly }), asked(rule, { registeredAt: after })]).toEqual([
      false,
      true,
    ]);
  });

  it("birthday month: the present one of the merchant, or the one named; nobody without a birthday", () => {
    expect([
      asked({ type: "birthday_month" }),
      asked({ type: "birthday_month", month: null }),
      asked({ type: "birthday_month", month: 11 }),
      asked({ type: "birthday_month", month: 1 }),
      asked({ type: "birthday_month" }, { birthday: null }),
    ]).toEqual([true, true, true, false, false]);
  });

  it("first order done, and no order for N days: from the very instant N days after the latest, or after joining", () => {
    expect([
      asked({ type: "first_order_done" }),
      asked({ type: "first_order_done" }, { firstPaidAt: now }),
    ]).toEqual([false, true]);
    const rule: GroupRule = { type: "no_order_for", days: 20 };
    const exactly = new Date(now.getTime() - 20 * DAY);
    expect([
      asked(rule),
      asked(rule, { registeredAt: exactly }),
      asked(rule, { registeredAt: new Date(exactly.getTime() + 1) }),
      asked(rule, { firstPaidAt: exactly, lastPaidAt: exactly }),
      asked(rule, { firstPaidAt: exactly, lastPaidAt: new Date(exactly.getTime() + 1) }),
      asked(rule, { registeredAt: now, firstPaidAt: exactly, lastPaidAt: exactly }),
    ]).toEqual([true, true, false, true, false, false]);
  });

  it("spent at least so much, over the span of days it names", () => {
    const rule: GroupRule = { type: "spent_at_least", amountMinor: 500, days: 90 };
    expect([
      asked(rule),
      asked(rule, { spent: { 90: 499 } }),
      asked(rule, { spent: { 90: 500 } }),
      asked(rule, { spent: { 30: 900, 90: 0 } }),
    ]).toEqual([false, false, true, false]);
    expect(
      spansOf([
        rule,
        {
          type: "any",
          rules: [
            { ...rule, amountMinor: 1 },
            { ...rule, days: 7 },
          ],
        },
      ]),
    ).toEqual([90, 7]);
  });

  it("a tag worn, a tier held, and the highest tier of a plan", () => {
    expect([asked({ type: "tagged", tagId: "tag_1" }), asked({ type: "tagged", tagId: "tag_2" })]).toEqual([
      true,
      false,
    ]);
    expect([
      asked({ type: "in_tier", tierId: "tir_1" }),
      asked({ type: "in_tier", tierId: "tir_2" }),
    ]).toEqual([true, false]);
    expect([
      asked({ type: "in_top_tier" }),
      asked({ type: "in_top_tier" }, { tierIds: ["tir_1", "tir_9"] }),
    ]).toEqual([false, true]);
  });

  it("all of its parts, or any of them, one part deep", () => {
    const yes = { type: "tagged", tagId: "tag_1" } as const;
    const no = { type: "tagged", tagId: "tag_2" } as const;
    expect([
      asked({ type: "all", rules: [yes, yes] }),
      asked({ type: "all", rules: [yes, no] }),
      asked({ type: "any", rules: [no, yes] }),
      asked({ type: "any", rules: [no, no] }),
      asked({ type: "all", rules: [yes, { type: "any", rules: [no, yes] }] }),
      asked({ type: "any", rules: [no, { type: "all", rules: [yes, no] }] }),
    ]).toEqual([true, false, true, false, true, false]);
  });

  it("tells its conditions in the order they stand in it", () => {
    const one = { type: "first_order_done" } as const;
    const two = { type: "in_top_tier" } as const;
    expect(conditionsOf(one)).toEqual([one]);
    expect(conditionsOf({ type: "all", rules: [one, { type: "any", rules: [two, one] }] })).toEqual([
      one,
      two,
      one,
    ]);
  });
});
