import { describe, expect, it } from "vitest";
import { priceCart } from "@/lib/pricing/price-cart";
import { candidateOf, cartOf } from "@/lib/pricing/vectors/read-vectors";

const line = { id: "l1", productId: "prd_1", unitPriceMinor: 1000 };
const bound = candidateOf({
  id: "vch_1",
  terms: {
    benefit: { type: "amount_off", amountMinor: 100 },
    conditions: { regions: [{ storeId: "str_1", names: ["Bar", "Terrace"] }] },
  },
});
const on = (storeId: string, region?: string | null) =>
  priceCart(
    { ...cartOf({ lines: [line] }), store: { id: storeId, timeZone: "UTC" }, region },
    [bound],
    "best",
  );

describe("the part of a store's floor", () => {
  it("lets a coupon in that is bound to it, however it is written", () => {
    for (const region of ["Bar", "Terrace", " bar "]) expect(on("str_1", region).discountMinor).toBe(100);
  });

  it("refuses a coupon that is bound to others, and says which: nobody saying any is none of them", () => {
    for (const region of ["Garden", "", null, undefined]) {
      expect(on("str_1", region).notApplied[0]?.reasons).toEqual([
        { code: "region_not_allowed", regions: ["Bar", "Terrace"] },
      ]);
    }
  });

  it("is not asked for in a store that the coupon names no parts of", () => {
    expect(on("str_2").discountMinor).toBe(100);
  });
});
