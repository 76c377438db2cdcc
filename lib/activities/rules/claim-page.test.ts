import { describe, expect, it } from "vitest";
import { claimPageOf } from "@/lib/activities/rules/claim-page";
import { activityInputSchema, NO_PASSWORD } from "@/lib/activities/schema";

const coupon = {
  number: "CPN-000001",
  name: "Ten off",
  publishedAt: new Date("2026-11-01T00:00:00Z"),
  validUntil: null,
  perMember: 2,
  perMemberPerDay: 3,
  quantity: null,
  timeZone: "Asia/Hong_Kong",
};

describe("the claim page of a coupon", () => {
  it("gives the coupon without a word, within the coupon's own limits", () => {
    expect(claimPageOf("cpn_1", coupon)).toMatchObject({
      kind: "claim_page",
      code: "CPN-000001",
      rules: { passwords: [{ password: NO_PASSWORD, prizes: [{ couponId: "cpn_1", quantity: 1 }] }] },
      limits: { perMember: 2, perMemberPerDay: 2, total: null },
    });
  });

  it("is open for as long as the coupon is good, ten years where that has no end", () => {
    expect(claimPageOf("cpn_1", coupon)?.endsAt).toBe("2036-11-01T00:00:00.000Z");
    const until = new Date("2026-12-01T00:00:00Z");
    expect(claimPageOf("cpn_1", { ...coupon, validUntil: until })?.endsAt).toBe(until.toISOString());
  });

  it("is none for a draft", () => {
    expect(claimPageOf("cpn_1", { ...coupon, number: null })).toBeNull();
    expect(claimPageOf("cpn_1", { ...coupon, publishedAt: null })).toBeNull();
  });
});

describe("the rules of a kind", () => {
  const page = claimPageOf("cpn_1", coupon);
  const withWord = (kind: string, ...words: string[]) =>
    activityInputSchema.safeParse({
      ...page,
      kind,
      rules: {
        ...page?.rules,
        passwords: words.map((password) => ({ ...page?.rules.passwords[0], password })),
      },
    }).success;

  it("let a claim page have one row without a word, and others a word in every row", () => {
    expect(withWord("claim_page", "")).toBe(true);
    expect(withWord("claim_page", "SNOW")).toBe(false);
    expect(withWord("claim_page", "", "")).toBe(false);
    expect(withWord("code_redemption", "SNOW")).toBe(true);
    expect(withWord("code_redemption", "SNOW", "")).toBe(false);
  });
});
