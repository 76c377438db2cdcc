import { describe, expect, it } from "vitest";
import { audienceAdmits, ruleAdmits } from "@/lib/members/rules";
import type { Audience, GroupRule, MemberFacts } from "@/lib/members/schema";

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
    birthday: "1990-11-30",
    tagIds: ["tag_1"],
    tierIds: ["tir_1"],
  };
  const asked = (rule: GroupRule, more = {}) => ruleAdmits(rule, { ...facts, ...more }, now, "2026-11-21");

  it("is asked of the member as they are now", () => {
    expect([
      asked({ type: "registered_within", days: 20 }),
      asked({ type: "registered_within", days: 21 }),
    ]).toEqual([false, true]);
    expect([
      asked({ type: "birthday_month" }),
      asked({ type: "birthday_month" }, { birthday: null }),
    ]).toEqual([true, false]);
    expect([
      asked({ type: "first_order_done" }),
      asked({ type: "first_order_done" }, { firstPaidAt: now }),
    ]).toEqual([false, true]);
    expect([asked({ type: "tagged", tagId: "tag_1" }), asked({ type: "tagged", tagId: "tag_2" })]).toEqual([
      true,
      false,
    ]);
    expect([
      asked({ type: "in_tier", tierId: "tir_1" }),
      asked({ type: "in_tier", tierId: "tir_2" }),
    ]).toEqual([true, false]);
  });
});
