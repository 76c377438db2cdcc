import { describe, expectTypeOf, it } from "vitest";
import type { CouponBenefit, CouponTerms } from "@/lib/coupons/schema";
import type { Benefit, ReasonCode, reasonCodes, Terms } from "@/lib/pricing/shapes";

describe("the shapes of a price", () => {
  it("take the terms a merchant writes as they are", () => {
    expectTypeOf<CouponTerms>().toExtend<Terms>();
    expectTypeOf<CouponBenefit>().toExtend<Benefit>();
  });

  it("name every reason once", () => {
    expectTypeOf<(typeof reasonCodes)[number]>().toEqualTypeOf<ReasonCode>();
  });
});
