import { describe, expect, it } from "vitest";
import { exposureOf, warningsOf } from "@/components/coupons/coupon-cost";
import { type CouponForm, newCouponForm } from "@/components/coupons/form-values";
import type { BenefitType } from "@/lib/coupons/schema";

const zone = "Asia/Hong_Kong";
const now = new Date("2026-11-21T02:00:00Z");

function form(type: BenefitType, change: (form: CouponForm) => void): CouponForm {
  const fresh = newCouponForm(type, "HKD", "all");
  change(fresh);
  return fresh;
}
const codes = (one: CouponForm) => warningsOf(one, now, zone).map((warning) => warning.code);

describe("what a coupon may cost", () => {
  it("is quantity times the most one takes off", () => {
    const amount = form("amount_off", (f) => {
      f.benefit.amountMinor = 5000;
      f.distribution.quantity = 1000;
    });
    expect(exposureOf(amount)).toMatchObject({ kind: "amount", totalMinor: 5_000_000, capped: false });
    const every = form("threshold_off", (f) => {
      f.benefit.repeats = true;
      f.benefit.every = { spendMinor: 10000, offMinor: 1000, maxTimes: 3 };
      f.distribution.quantity = 10;
    });
    expect(exposureOf(every)).toMatchObject({ totalMinor: 30_000, eachMinor: 3000 });
  });

  it("of a cash coupon is its amount times its quantity, whatever budget was typed before", () => {
    const cash = form("cash", (f) => {
      f.benefit.amountMinor = 500;
      f.distribution.quantity = 10;
      f.budgetMinor = 1000;
    });
    expect(exposureOf(cash)).toMatchObject({ kind: "amount", totalMinor: 5000, capped: false });
    cash.distribution.supply = "unlimited";
    expect(exposureOf(cash)).toEqual({ kind: "unknown", why: "unlimited" });
    expect(codes(cash)).toEqual(["unlimitedCash"]);
  });

  it("is never more than the budget", () => {
    const capped = form("percent_off", (f) => {
      f.benefit.bps = 2000;
      f.benefit.maxOffMinor = 5000;
      f.budgetMinor = 100_000;
    });
    expect(exposureOf(capped)).toMatchObject({ kind: "amount", totalMinor: 100_000, capped: true });
    capped.distribution.supply = "unlimited";
    expect(exposureOf(capped)).toEqual({ kind: "budget", totalMinor: 100_000 });
  });

  it("cannot be said without a ceiling, for words, and before the form is filled in", () => {
    const open = form("percent_off", (f) => {
      f.benefit.bps = 2000;
    });
    expect(exposureOf(open)).toEqual({ kind: "unknown", why: "percent" });
    open.distribution.supply = "unlimited";
    expect(exposureOf(open)).toEqual({ kind: "unknown", why: "unlimited" });
    expect(exposureOf(newCouponForm("generic", "HKD", "all"))).toEqual({ kind: "unknown", why: "benefit" });
    expect(exposureOf(newCouponForm("points", "HKD", "all"))).toEqual({ kind: "unknown", why: "benefit" });
    expect(exposureOf(newCouponForm("delivery_off", "HKD", "all"))).toEqual({
      kind: "unknown",
      why: "delivery",
    });
    expect(exposureOf(newCouponForm("amount_off", "HKD", "all"))).toEqual({ kind: "incomplete" });
    expect(exposureOf(newCouponForm("product", "HKD", "all"))).toEqual({ kind: "product", quantity: 1000 });
  });
});

describe("the warnings", () => {
  it("name a large percentage without a ceiling", () => {
    const open = form("percent_off", (f) => {
      f.benefit.bps = 3000;
    });
    expect(codes(open)).toEqual(["noCap"]);
    open.benefit.maxOffMinor = 5000;
    expect(codes(open)).toEqual([]);
  });

  it("name an amount that makes orders free, and a step that gives half", () => {
    const amount = form("amount_off", (f) => {
      f.benefit.amountMinor = 5000;
      f.conditions.minSpendMinor = 5000;
    });
    expect(codes(amount)).toEqual(["aboveSpend"]);
    const step = form("threshold_off", (f) => {
      f.benefit.tiers = [{ spendMinor: 10000, offMinor: 5000 }];
    });
    expect(codes(step)).toEqual(["nearSpend"]);
  });

  it("name what nothing stops: no quantity, no budget, no limit per member", () => {
    const open = form("amount_off", (f) => {
      f.distribution.supply = "unlimited";
      f.distribution.claimLimit = null;
    });
    expect(codes(open)).toEqual(["unlimitedNoBudget", "noLimit"]);
  });

  it("judge the last day in the merchant's zone", () => {
    const dated = form("generic", (f) => {
      f.validity = { ...f.validity, type: "fixed", from: "2026-11-01", until: "2026-11-20" };
    });
    expect(codes(dated)).toEqual(["over"]);
    dated.validity.until = "2026-11-21";
    expect(codes(dated)).toEqual(["endsToday"]);
    dated.validity.until = "2026-11-22";
    expect(codes(dated)).toEqual([]);
  });
});
