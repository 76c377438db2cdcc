import { expect, it } from "vitest";
import { isHeldByOffers } from "@/lib/orders/rules/held-by-offers";
import type { Cart, CartLine } from "@/lib/pricing/shapes";
import type { Terms } from "@/lib/pricing/terms";

const line = (productId: string, onOffer: boolean): CartLine => ({
  ...{ id: productId, productId, categoryIds: [], unitPriceMinor: 1000, quantity: 1, onOffer },
});
const cart = (...lines: CartLine[]): Cart => ({
  ...{ currency: "HKD", store: { id: "str_1", timeZone: "UTC" }, channel: "online", device: "mobile" },
  ...{ at: new Date(0), deliveryMinor: 0, member: null, maxVouchersPerOrder: 4, lines },
});
const terms = (more: { combinesWithOffers?: boolean; of?: string; gives?: string } = {}): Terms => ({
  name: "Winter",
  benefit: more.gives
    ? { type: "product", productId: more.gives, quantity: 1, priceMinor: 0 }
    : { type: "amount_off", amountMinor: 500 },
  scope: more.of
    ? { productIds: [more.of], categoryIds: [], excludeProductIds: [], excludeCategoryIds: [] }
    : { products: "all" },
  conditions: {
    ...{ minSpendMinor: 0, minItems: 0, basis: "original", storeIds: "all" },
    ...{ channels: ["online", "till"], devices: ["mobile", "desktop", "till"] },
    ...{ weekdays: [1, 2, 3, 4, 5, 6, 7], hours: [], audience: { type: "all" }, maxUsesPerMember: null },
    ...{ combinesWithOffers: more.combinesWithOffers ?? false, notIfFree: false },
  },
  stacking: { exclusive: false, group: null, stacksWith: "all", priority: 0, maxPerOrder: 1 },
  refund: { returnWhenAllRefunded: false },
});

it("says that offers alone keep a coupon from a cart, and never where it works or is for something else", () => {
  const [tea, cake] = [line("prd_tea", true), line("prd_cake", false)];
  expect(isHeldByOffers(cart(tea), terms())).toBe(true);
  expect(isHeldByOffers(cart(tea, cake), terms({ of: "prd_tea" }))).toBe(true);
  expect(isHeldByOffers(cart(tea, cake), terms({ gives: "prd_tea" }))).toBe(true);
  expect(isHeldByOffers(cart(tea, cake), terms())).toBe(false);
  expect(isHeldByOffers(cart(tea), terms({ combinesWithOffers: true }))).toBe(false);
  expect(isHeldByOffers(cart(tea), terms({ of: "prd_cake" }))).toBe(false);
  expect(isHeldByOffers(cart(tea, cake), terms({ gives: "prd_bun" }))).toBe(false);
  expect(isHeldByOffers(cart(cake), terms({ of: "prd_tea" }))).toBe(false);
});
