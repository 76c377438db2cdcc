import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { type SummaryFacts, summarySentence, weekdayWords } from "@/components/coupons/summary-sentence";
import { conditionsSchema } from "@/lib/coupons/schema";
import en from "@/messages/en/coupons.json";
import zh from "@/messages/zh-CN/coupons.json";

const translators = {
  en: createTranslator({ locale: "en", messages: { coupons: en }, namespace: "coupons" }),
  "zh-CN": createTranslator({ locale: "zh-CN", messages: { coupons: zh }, namespace: "coupons" }),
};
type Language = keyof typeof translators;
const words = (locale: Language) => (key: string, values?: Record<string, string | number>) =>
  Reflect.apply(translators[locale], null, [key, values]);

const base: SummaryFacts = {
  currency: "CNY",
  benefit: { type: "amount_off", amountMinor: 5000 },
  scope: { products: "all" },
  conditions: conditionsSchema.parse({}),
  stacking: { exclusive: false, stacksWith: "all" },
  validity: { type: "days_after_claim", startAfterDays: 0, days: 30 },
  claimLimit: 1,
  timeZone: "Asia/Hong_Kong",
};
const say = (facts: Partial<SummaryFacts>, locale: Language = "en") =>
  summarySentence({ ...base, ...facts }, locale, words(locale));
const conditions = (part: object) => conditionsSchema.parse(part);

describe("the summary sentence", () => {
  it("says a cash-value voucher with all its conditions, in both languages", () => {
    const facts = {
      conditions: conditions({
        minSpendMinor: 20000,
        storeIds: ["str_1", "str_2", "str_3"],
        audience: { type: "new" },
      }),
    };
    expect(say(facts)).toBe(
      "Takes ¥50 off orders of ¥200 or more, at 3 stores, for new members, once each, valid 30 days after claim.",
    );
    expect(say(facts, "zh-CN")).toBe(
      "订单满 ¥200 减 ¥50，限 3 家门店，限新会员，每人限领 1 张，领取后 30 天内有效。",
    );
  });

  it("says nothing of claiming where that is over: of a coupon on an order", () => {
    const rest = "Takes ¥50 off any order, valid 30 days after claim.";
    expect(say({ claimLimit: undefined })).toBe(rest);
  });

  it("says each benefit", () => {
    const ending = ", once each, valid 30 days after claim.";
    expect(say({ benefit: { type: "percent_off", bps: 2000 } })).toBe(`Takes 20% off any order${ending}`);
    expect(say({ benefit: { type: "percent_off", bps: 1250, maxOffMinor: 5000 } })).toBe(
      `Takes 12.5% off any order, at most ¥50${ending}`,
    );
    const tiers = [
      { spendMinor: 10000, offMinor: 1000 },
      { spendMinor: 20000, offMinor: 3000 },
      { spendMinor: 50000, offMinor: 10000 },
    ];
    expect(say({ benefit: { type: "threshold_off", tiers } })).toBe(
      `Takes ¥10 off ¥100, ¥30 off ¥200 or ¥100 off ¥500${ending}`,
    );
    expect(say({ benefit: { type: "threshold_off", tiers: tiers.slice(0, 1) } })).toBe(
      `Takes ¥10 off orders of ¥100 or more${ending}`,
    );
    const every = { spendMinor: 10000, offMinor: 1000, maxTimes: 3 };
    expect(say({ benefit: { type: "threshold_off", every } })).toBe(
      `Takes ¥10 off for every ¥100 spent, up to 3 times${ending}`,
    );
    const product = { type: "product", productId: "prd_1", quantity: 2, priceMinor: 0 } as const;
    expect(say({ benefit: product, productName: "Milk tea" })).toBe(`Gives 2 × Milk tea free${ending}`);
    expect(say({ benefit: { ...product, quantity: 1, priceMinor: 900 }, productName: "Milk tea" })).toBe(
      `Gives Milk tea for ¥9${ending}`,
    );
    expect(say({ benefit: { type: "generic", text: "Free parking" } })).toBe(`Gives “Free parking”${ending}`);
    expect(say({ benefit: { type: "delivery_off" } })).toBe(
      `Takes the delivery charge off with any order${ending}`,
    );
    const far = { conditions: conditions({ minSpendMinor: 10000 }) };
    expect(say({ benefit: { type: "delivery_off", maxOffMinor: 800 }, ...far })).toBe(
      `Takes up to ¥8 off delivery with orders of ¥100 or more${ending}`,
    );
    expect(say({ benefit: { type: "points", points: 500 } })).toBe(`Gives 500 points when used${ending}`);
    expect(say({ benefit: { type: "cash", amountMinor: 500 } })).toBe(
      `Pays ¥5 to the balance when used${ending}`,
    );
  });

  it("says what it is not used with, how often, and what its minimum is measured on", () => {
    const strict = conditions({
      minSpendMinor: 10000,
      basis: "current",
      maxUsesPerMember: 2,
      combinesWithOffers: false,
      notIfFree: true,
    });
    expect(
      say({ conditions: strict, stacking: { exclusive: false, stacksWith: ["gift", "birthday"] } }),
    ).toBe(
      "Takes ¥50 off orders of ¥100 or more, counting what is left after other coupons, used 2 times at most per member, " +
        "once each, valid 30 days after claim, only together with coupons of gift and birthday, not on products already " +
        "on offer, not when the order would cost nothing.",
    );
    expect(say({ stacking: { exclusive: false, stacksWith: [] } })).toContain(
      "not together with other coupons",
    );
  });

  it("says percentages in tenths of the price in Chinese", () => {
    const ending = "，每人限领 1 张，领取后 30 天内有效。";
    expect(say({ benefit: { type: "percent_off", bps: 2000 } }, "zh-CN")).toBe(`任意订单打 8 折${ending}`);
    expect(say({ benefit: { type: "percent_off", bps: 1500, maxOffMinor: 5000 } }, "zh-CN")).toBe(
      `任意订单打 8.5 折，最多减 ¥50${ending}`,
    );
  });

  it("says that there is no limit per member", () => {
    expect(say({ claimLimit: null })).toContain("with no limit per member");
    expect(say({ claimLimit: null }, "zh-CN")).toContain("每人不限张数");
    expect(say({ claimLimit: 3 })).toContain("up to 3 each");
  });

  it("says products, times and places as one clause each", () => {
    const scope = {
      productIds: ["prd_1"],
      categoryIds: ["cat_1", "cat_2"],
      excludeProductIds: ["prd_9"],
      excludeCategoryIds: [],
    };
    const text = say({
      scope,
      conditions: conditions({
        minItems: 2,
        storeIds: ["str_1"],
        channels: ["till"],
        weekdays: [1, 2, 3, 4, 5],
        hours: [{ from: "11:00", to: "14:00" }],
      }),
      storeName: () => "Mong Kok",
      stacking: { exclusive: true, stacksWith: "all" },
    });
    expect(text).toContain(
      "with at least 2 items, counting 2 categories and 1 product only, not counting 1 product",
    );
    expect(text).toContain("at Mong Kok, at the till only, on Mon–Fri, 11:00–14:00");
    expect(text).toMatch(/not together with other coupons\.$/);
  });

  it("names the last day of fixed dates, not the instant after it", () => {
    const validity = { type: "fixed", from: "2026-11-30T16:00:00Z", until: "2026-12-31T16:00:00Z" } as const;
    expect(say({ validity })).toContain("valid Dec 1, 2026 to Dec 31, 2026");
    expect(say({ validity }, "zh-CN")).toContain("2026年12月1日至2026年12月31日有效");
    expect(say({ validity: { ...validity, until: "2026-12-01T16:00:00Z" } })).toContain(
      "valid on Dec 1, 2026",
    );
  });

  it("says the other validities", () => {
    expect(say({ validity: { type: "hours_after_claim", hours: 6 } })).toContain("valid 6 hours from claim");
    expect(say({ validity: { type: "permanent" } })).toContain("with no end date");
    expect(say({ validity: { type: "days_after_claim", startAfterDays: 2, days: 7 } })).toContain(
      "valid for 7 days, from 2 days after claim on",
    );
  });
});

describe("weekdays", () => {
  it("join into ranges from three neighbours on", () => {
    expect(weekdayWords([1, 2, 3, 4, 5], words("en"), "en")).toBe("Mon–Fri");
    expect(weekdayWords([6, 7], words("en"), "en")).toBe("Sat and Sun");
    expect(weekdayWords([1, 2, 3, 7], words("en"), "en")).toBe("Mon–Wed and Sun");
    expect(weekdayWords([1, 2, 3, 4, 5], words("zh-CN"), "zh-CN")).toBe("周一–周五");
  });
});
