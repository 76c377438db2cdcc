import { describe, expect, it } from "vitest";
import { currenciesNeeded, productRefusal, type ShelfFacts } from "@/lib/catalogue/rules";
import type { ProductInput } from "@/lib/catalogue/schema";

const facts: ShelfFacts = {
  stores: [
    { id: "str_1", currency: "HKD" },
    { id: "str_2", currency: "JPY" },
  ],
  currency: "HKD",
  categoryIds: ["cat_1"],
  keptStoreIds: ["str_closed"],
};
const product = (more: Partial<ProductInput> = {}): ProductInput => ({
  name: "Tea",
  translations: {},
  sku: null,
  categoryIds: ["cat_1"],
  prices: [
    { currency: "HKD", priceMinor: 100, onOffer: false },
    { currency: "JPY", priceMinor: 0, onOffer: false },
  ],
  storeIds: "all",
  ...more,
});
const hkd = [{ currency: "HKD", priceMinor: 100, onOffer: false }];

describe("a product", () => {
  it("may stand in known categories and stores, priced in every currency they use", () => {
    expect(productRefusal(product(), facts)).toBeNull();
    expect(productRefusal(product({ storeIds: ["str_1", "str_closed"], prices: hkd }), facts)).toBeNull();
    expect(productRefusal(product({ prices: hkd }), { ...facts, stores: [] })).toBeNull();
  });

  it("may not lack a price its stores need", () => {
    expect(productRefusal(product({ prices: hkd }), facts)).toEqual({
      code: "price_missing",
      params: { currency: "JPY" },
    });
    expect(productRefusal(product({ prices: [] }), { ...facts, stores: [] })?.code).toBe("price_missing");
  });

  it("may not name what the merchant does not have", () => {
    expect(productRefusal(product({ categoryIds: ["cat_2"] }), facts)?.code).toBe("category_unknown");
    expect(productRefusal(product({ storeIds: ["str_3"] }), facts)?.code).toBe("store_unknown");
    const euro = product({
      prices: [...product().prices, { currency: "EUR", priceMinor: 1, onOffer: false }],
    });
    expect(productRefusal(euro, facts)).toEqual({ code: "currency_unused", params: { currency: "EUR" } });
  });

  it("needs the merchant's own currency where its stores are all closed", () => {
    expect(currenciesNeeded(["str_closed"], facts)).toEqual(["HKD"]);
    expect(currenciesNeeded("all", facts)).toEqual(["HKD", "JPY"]);
  });
});
