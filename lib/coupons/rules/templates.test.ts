import { describe, expect, it } from "vitest";
import { beginFrom, writtenAs } from "@/lib/coupons/rules/begin";
import { termsOf } from "@/lib/coupons/rules/edit";
import { isPreset, presetCoupon, presetKeys } from "@/lib/coupons/rules/presets";
import { couponInputSchema } from "@/lib/coupons/schema";

const now = new Date("2026-03-15T10:00:00Z");
const moment = { now, timeZone: "Asia/Hong_Kong" };

describe("the presets", () => {
  it.each(presetKeys)("%s is a coupon that can be saved as it is, in any currency", (key) => {
    for (const [currency, unitMinor] of [
      ["HKD", 100],
      ["JPY", 100],
      ["KWD", 1000],
    ] as const) {
      const coupon = presetCoupon(key, "Name", { ...moment, currency, unitMinor });
      expect(couponInputSchema.parse(coupon)).toEqual(coupon);
      expect(coupon.currency).toBe(currency);
    }
    expect(isPreset(key)).toBe(true);
  });

  it("says of what is none that it is none", () => {
    expect(isPreset("summer")).toBe(false);
    expect(isPreset("toString")).toBe(false);
  });

  it("begins a holiday's days today, on the merchant's clock", () => {
    const { validity } = presetCoupon("holiday", "x", { ...moment, currency: "HKD", unitMinor: 100 });
    expect(validity).toEqual({
      type: "fixed",
      from: "2026-03-14T16:00:00.000Z",
      until: "2026-03-21T16:00:00.000Z",
    });
  });
});

describe("a coupon begun from another", () => {
  const coupon = couponInputSchema.parse({
    name: "Old",
    currency: "HKD",
    benefit: { type: "amount_off", amountMinor: 100 },
    validity: { type: "fixed", from: "2026-02-28T16:00:00Z", until: "2026-03-14T16:00:00Z" },
    conditions: { storeIds: ["str_a", "str_b"], regions: [{ storeId: "str_b", names: ["Bar"] }] },
    distribution: { methods: ["public"], quantity: null, claimLimit: 3 },
  });
  const begun = (storeIds: "all" | string[], at = now) =>
    beginFrom(coupon, { storeIds }, { ...moment, now: at });

  it("says what the old one says, however that was stored", () => {
    const { methods, quantity, claimLimit, claimLimitPerDay } = coupon.distribution;
    const standing = {
      terms: termsOf(coupon),
      currency: "HKD",
      methods,
      quantity,
      claimLimit,
      claimLimitPerDay,
      budgetMinor: null,
    };
    expect(couponInputSchema.parse(writtenAs(standing))).toEqual(coupon);
  });

  it("has days that are not over as they were, and as many from today on when they are", () => {
    const before = new Date("2026-03-14T15:59:59Z");
    expect(begun("all", before).validity).toEqual(coupon.validity);
    expect(begun("all", new Date("2026-03-14T16:00:00Z")).validity).toEqual({
      type: "fixed",
      from: "2026-03-14T16:00:00.000Z",
      until: "2026-03-28T16:00:00.000Z",
    });
  });

  it("is good in stores of its author only", () => {
    expect(begun("all").conditions).toEqual(coupon.conditions);
    expect(begun(["str_a"]).conditions).toMatchObject({ storeIds: ["str_a"], regions: [] });
    expect(begun(["str_c"]).conditions.storeIds).toEqual(["str_c"]);
    const everywhere = { ...coupon, conditions: { ...coupon.conditions, storeIds: "all" as const } };
    expect(beginFrom(everywhere, { storeIds: ["str_c"] }, moment).conditions.storeIds).toEqual(["str_c"]);
  });
});
