import { describe, expect, it } from "vitest";
import {
  benefitSchema,
  conditionsSchema,
  couponInputSchema,
  distributionSchema,
  validitySchema,
} from "@/lib/coupons/schema";

const issues = (
  schema: {
    safeParse: (v: unknown) => {
      success: boolean;
      error?: { issues: { path: PropertyKey[]; message: string }[] };
    };
  },
  value: unknown,
) => schema.safeParse(value).error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) ?? [];
const tiers = (...rows: [number, number][]) => ({
  type: "threshold_off",
  tiers: rows.map(([spendMinor, offMinor]) => ({ spendMinor, offMinor })),
});

describe("a benefit (C2 to C7)", () => {
  it("of tiers must rise in both columns and never give more than is spent", () => {
    expect(issues(benefitSchema, tiers([10000, 1000], [20000, 3000]))).toEqual([]);
    expect(issues(benefitSchema, tiers([10000, 1000], [10000, 3000]))).toEqual([
      "tiers.1.spendMinor: tiers_must_rise",
    ]);
    expect(issues(benefitSchema, tiers([10000, 1000], [20000, 1000]))).toEqual([
      "tiers.1.offMinor: tiers_must_rise",
    ]);
    expect(issues(benefitSchema, tiers([1000, 1001]))).toEqual(["tiers.0.offMinor: off_above_spend"]);
  });

  it("has at most ten tiers, and tiers or repeating but not both", () => {
    const eleven = Array.from({ length: 11 }, (_, i): [number, number] => [1000 * (i + 1), i + 1]);
    expect(issues(benefitSchema, tiers(...eleven))).toHaveLength(1);
    const every = { spendMinor: 100, offMinor: 10, maxTimes: 3 };
    expect(issues(benefitSchema, { type: "threshold_off", every })).toEqual([]);
    expect(issues(benefitSchema, { ...tiers([100, 1]), every })).toEqual(["tiers: tiers_or_every"]);
    expect(issues(benefitSchema, { type: "threshold_off" })).toEqual(["tiers: tiers_or_every"]);
  });

  it.each([99, 9901, 12.5, 0, -100])("of %s basis points is refused", (bps) => {
    expect(issues(benefitSchema, { type: "percent_off", bps })).toHaveLength(1);
  });

  it.each([100, 1250, 9900])("of %s basis points is fine", (bps) => {
    expect(issues(benefitSchema, { type: "percent_off", bps })).toEqual([]);
  });

  it("may take off delivery with or without a ceiling, credit points, and pay cash", () => {
    for (const benefit of [
      { type: "delivery_off" },
      { type: "delivery_off", maxOffMinor: 500 },
      { type: "points", points: 1_000_000 },
      { type: "cash", amountMinor: 1 },
    ])
      expect(issues(benefitSchema, benefit)).toEqual([]);
    for (const benefit of [
      { type: "delivery_off", maxOffMinor: 0 },
      { type: "points", points: 0 },
      { type: "points", points: 1_000_001 },
      { type: "points", points: 1.5 },
      { type: "cash", amountMinor: 0 },
    ])
      expect(issues(benefitSchema, benefit)).toHaveLength(1);
  });

  it("refuses what nobody can mean: unknown types and fields, zero and huge amounts, texts for numbers", () => {
    for (const benefit of [
      { type: "magic" },
      { type: "amount_off", amountMinor: 0 },
      { type: "amount_off", amountMinor: 1e13 },
      { type: "amount_off", amountMinor: "10" },
      { type: "amount_off", amountMinor: 10, issued: 5 },
      { type: "product", productId: "cpn_1" },
    ]) {
      expect(issues(benefitSchema, benefit).length).toBeGreaterThan(0);
    }
  });
});

describe("conditions", () => {
  it("left out are the defaults of api.md", () => {
    expect(conditionsSchema.parse({})).toMatchObject({
      minSpendMinor: 0,
      storeIds: "all",
      channels: ["online", "till"],
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      hours: [],
      audience: { type: "all" },
      maxUsesPerMember: null,
    });
  });
  it("allow hours past midnight and to 24:00, not from = to nor 25:00", () => {
    const hours = (from: string, to: string) => issues(conditionsSchema, { hours: [{ from, to }] });
    expect([hours("22:00", "02:00"), hours("11:00", "24:00")]).toEqual([[], []]);
    expect(hours("11:00", "11:00")).toEqual(["hours.0.to: empty_hours"]);
    expect(hours("25:00", "26:00").length).toBeGreaterThan(0);
  });
});

describe("days, ways of ordering and devices", () => {
  it("count each once, so that a day named seven times is not every day", () => {
    const parsed = conditionsSchema.parse({
      ...{ weekdays: [1, 1, 1, 1, 1, 1, 1], channels: ["till", "till"], devices: ["till", "mobile", "till"] },
    });
    expect(parsed).toMatchObject({ weekdays: [1], channels: ["till"], devices: ["till", "mobile"] });
    expect(conditionsSchema.parse({ weekdays: [7, 1, 7] }).weekdays).toEqual([1, 7]);
  });
});

describe("validity and distribution", () => {
  it("end after they begin and stay within their ranges", () => {
    const fixed = (from: string, until: string) => issues(validitySchema, { type: "fixed", from, until });
    expect(fixed("2026-12-01T00:00:00Z", "2026-12-01T00:00:00Z")).toEqual(["until: end_before_start"]);
    expect(fixed("2026-12-01T00:00:00+08:00", "2026-12-01T00:00:00Z")).toEqual([]);
    expect(fixed("0000-01-01T00:00:00Z", "9999-12-31T23:59:59-08:00")).toEqual([
      "from: year_out_of_range",
      "until: year_out_of_range",
    ]);
    expect(issues(validitySchema, { type: "hours_after_claim", hours: 24 })).toHaveLength(1);
    expect(issues(validitySchema, { type: "days_after_claim", days: 0 })).toHaveLength(1);
  });
  it("never limit a day beyond the whole, and zero is no limit but an error (woocommerce#26002)", () => {
    expect(issues(distributionSchema, { claimLimit: 2, claimLimitPerDay: 3 })).toEqual([
      "claimLimitPerDay: daily_above_total",
    ]);
    expect(issues(distributionSchema, { claimLimit: 0 })).toHaveLength(1);
    expect(issues(distributionSchema, { quantity: 0 })).toHaveLength(1);
  });
});

describe("a promo code", () => {
  const shared = (code: string, methods = ["code"]) =>
    issues(distributionSchema, { methods, sharedCode: { code, quantity: null } });
  it("has 3 to 20 letters and digits of any script, spaces and hyphens not counted", () => {
    for (const code of ["SUM", "sum-mer 20", "夏日特惠", "ÉTÉ", "A".repeat(20)])
      expect(shared(code)).toEqual([]);
    for (const code of ["", "AB", "A-B", "A".repeat(21), "SUMMER!", "<b>SUMMER</b>", "SUM\u0000MER"])
      expect(shared(code), code).toEqual(["sharedCode.code: promo_code_form"]);
  });
  it("is for coupons that are had by code", () => {
    expect(shared("SUMMER", ["public"])).toEqual(["sharedCode: promo_code_without_method"]);
  });
});

describe("a coupon", () => {
  it("takes no field that is not its author's to set (S-5)", () => {
    const coupon = {
      name: "A",
      currency: "HKD",
      benefit: { type: "generic", text: "A refill" },
      validity: { type: "permanent" },
    };
    expect(issues(couponInputSchema, coupon)).toEqual([]);
    for (const extra of [
      { merchantId: "mch_x" },
      { status: "active" },
      { issued: 0 },
      { createdBy: "stf_x" },
    ]) {
      expect(issues(couponInputSchema, { ...coupon, ...extra })).toHaveLength(1);
    }
  });
});
