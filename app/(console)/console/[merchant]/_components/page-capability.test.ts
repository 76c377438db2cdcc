import { describe, expect, it } from "vitest";
import { pageCapability } from "./page-capability";

describe("the capability of a page", () => {
  it("is the one of the most literal entry", () => {
    expect(pageCapability("/console/acme/coupons/new?x=1")).toBe("coupon.write");
    expect(pageCapability("/console/acme/coupons/cpn_1")).toBe("coupon.read");
    expect(pageCapability("/console/acme/s/str_1/coupons/cpn_1/edit")).toBe("coupon.write");
  });

  it("is unknown for an address that is no page", () => {
    expect(pageCapability("/console/acme/nowhere")).toBeNull();
    expect(pageCapability("/")).toBeNull();
  });
});
