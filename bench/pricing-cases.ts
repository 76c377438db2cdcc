import type { Benefit, Candidate, Cart, Terms } from "@/lib/pricing/shapes";

/** A generator of numbers from 0 to 1 that gives the same ones every time (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A name in the shape of an id that is the same in every run. */
const named = (prefix: string, key: string | number) => [prefix, key].join("_");

const CATEGORIES = 8;
const at = new Date("2026-06-15T12:00:00Z");

/** A cart of so many lines over as many products, each in one of eight categories. */
export function makeCart(lines: number, random: () => number): Cart {
  const below = (most: number) => Math.floor(random() * most);
  return {
    currency: "USD",
    store: { id: "str_1", timeZone: "Asia/Hong_Kong" },
    channel: "online",
    device: "mobile",
    at,
    deliveryMinor: 800,
    member: { id: "mbr_1", isNew: false, planIds: [], tierIds: [], groupIds: [], tagIds: [] },
    maxVouchersPerOrder: 4,
    lines: Array.from({ length: lines }, (_, i) => ({
      id: `l${i}`,
      productId: named("prd", i),
      categoryIds: [named("cat", below(CATEGORIES))],
      unitPriceMinor: 300 + below(6000),
      quantity: 1 + below(4),
      onOffer: random() < 0.1,
    })),
  };
}

function benefitOf(random: () => number, lines: number): Benefit {
  const below = (most: number) => Math.floor(random() * most);
  switch (below(6)) {
    case 0:
    case 1:
      return {
        type: "percent_off",
        bps: 500 + below(2000),
        maxOffMinor: random() < 0.5 ? null : 2000 + below(4000),
      };
    case 2:
    case 3:
      return { type: "amount_off", amountMinor: 300 + below(1500) };
    case 4:
      return {
        type: "threshold_off",
        tiers: [
          { spendMinor: 5000, offMinor: 500 + below(500) },
          { spendMinor: 20_000, offMinor: 2000 + below(2000) },
        ],
      };
    default:
      return random() < 0.5
        ? { type: "delivery_off", maxOffMinor: 400 + below(600) }
        : { type: "product", productId: named("prd", below(lines)), quantity: 1, priceMinor: 0 };
  }
}

function candidate(i: number, terms: Terms): Candidate {
  const key = String(i).padStart(3, "0");
  const validUntil = new Date(at.getTime() + (1 + (i % 40)) * 86_400_000);
  return {
    voucherId: named("vch", key),
    code: null,
    couponId: named("cpn", key),
    termsVersion: 1,
    terms,
    currency: "USD",
    memberId: "mbr_1",
    state: "available",
    issuedAt: new Date("2026-05-01T00:00:00Z"),
    validFrom: new Date("2026-05-01T00:00:00Z"),
    validUntil,
    couponPaused: false,
    uses: 0,
    budgetLeftMinor: i % 5 === 0 ? 10_000_000 : null,
  };
}

const conditions: Terms["conditions"] = {
  minSpendMinor: 0,
  minItems: 0,
  basis: "original",
  storeIds: "all",
  channels: ["online", "till"],
  devices: ["mobile", "desktop", "till"],
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  hours: [],
  audience: { type: "all" },
  maxUsesPerMember: null,
  combinesWithOffers: true,
  notIfFree: false,
};
const stacking: Terms["stacking"] = {
  exclusive: false,
  group: null,
  stacksWith: "all",
  priority: 0,
  maxPerOrder: 1,
};

/** So many different coupons of every kind, all usable on such a cart: half for a category or two, some not with all. */
export function mixedCoupons(count: number, lines: number, random: () => number): Candidate[] {
  const below = (most: number) => Math.floor(random() * most);
  return Array.from({ length: count }, (_, i) => {
    const categoryIds = [named("cat", below(CATEGORIES)), named("cat", below(CATEGORIES))];
    const narrow = random() < 0.5;
    const scope = narrow
      ? { productIds: [], categoryIds, excludeProductIds: [], excludeCategoryIds: [] }
      : { products: "all" as const };
    return candidate(i, {
      name: `Coupon ${i}`,
      benefit: benefitOf(random, lines),
      scope,
      conditions: {
        ...conditions,
        basis: random() < 0.3 ? "current" : "original",
        minSpendMinor: below(3) * 1000,
        combinesWithOffers: random() < 0.8,
      },
      stacking: {
        ...stacking,
        exclusive: random() < 0.05,
        stacksWith: random() < 0.8 ? "all" : ["percent_off", "product", "delivery_off"],
        priority: below(3),
      },
      refund: { returnWhenAllRefunded: false },
    });
  });
}

/** The worst for the search: so many different coupons that all take the same, so that nearly every set is as good. */
export function alikeCoupons(count: number): Candidate[] {
  return Array.from({ length: count }, (_, i) =>
    candidate(i, {
      name: `Coupon ${i}`,
      benefit: { type: "amount_off", amountMinor: 500 },
      scope: { products: "all" },
      conditions,
      stacking,
      refund: { returnWhenAllRefunded: false },
    }),
  );
}

/** So many coupons of nearly equal rates: each set saves less than its parts promise, which leaves the bounds loose. */
export function percentCoupons(count: number): Candidate[] {
  return Array.from({ length: count }, (_, i) =>
    candidate(i, {
      name: `Coupon ${i}`,
      benefit: { type: "percent_off", bps: 2000 + i },
      scope: { products: "all" },
      conditions,
      stacking,
      refund: { returnWhenAllRefunded: false },
    }),
  );
}
