import fc from "fast-check";
import type { Benefit, Candidate, Cart, CartLine, Terms } from "@/lib/pricing/shapes";

/*
 * Small carts and vouchers that often meet: few products, prices that leave remainders, conditions near the amounts.
 * Whatever is well formed can come out, amounts beyond 2^53 when multiplied among it.
 */

/** A name in the shape of an id. */
const named = (prefix: string, key: string | number) => [prefix, key].join("_");

const price = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 30 }) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 1000 }) },
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1_000_000_000, max: 20_000_000_000 }) },
);
const product = fc.constantFrom("prd_a", "prd_b", "prd_c");
const categories = fc.subarray(["cat_x", "cat_y"]);
const amount = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 3000 }));

const line = (index: number): fc.Arbitrary<CartLine> =>
  fc.record({
    id: fc.constant(`l${index}`),
    productId: product,
    categoryIds: categories,
    unitPriceMinor: price,
    quantity: fc.integer({ min: 1, max: 4 }),
    onOffer: fc.boolean(),
  });

export const carts: fc.Arbitrary<Cart> = fc.record({
  currency: fc.constant("USD"),
  store: fc.constant({ id: "str_1", timeZone: "UTC" }),
  channel: fc.constant("online" as const),
  device: fc.constant("mobile" as const),
  at: fc.constant(new Date("2026-06-15T12:00:00Z")),
  deliveryMinor: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 500 })),
  member: fc.oneof(
    {
      weight: 40,
      arbitrary: fc.constant({
        id: "mbr_1",
        isNew: false,
        planIds: [],
        tierIds: [],
        groupIds: [],
        tagIds: ["tag_a"],
      }),
    },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  maxVouchersPerOrder: fc.integer({ min: 1, max: 5 }),
  lines: fc
    .integer({ min: 1, max: 5 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => line(index)))),
});

const tiers = fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 3 }).map((steps): Benefit => {
  let [spendMinor, offMinor] = [0, 0];
  const rows = steps.map(([spend, off]) => {
    spendMinor += spend + off;
    offMinor += off;
    return { spendMinor, offMinor };
  });
  return { type: "threshold_off", tiers: rows };
});
const every = fc.record({ off: amount, more: amount, maxTimes: fc.integer({ min: 1, max: 5 }) }).map(
  ({ off, more, maxTimes }): Benefit => ({
    type: "threshold_off",
    every: { spendMinor: off + more, offMinor: off, maxTimes },
  }),
);
const cap = fc.option(amount);
const benefit: fc.Arbitrary<Benefit> = fc.oneof(
  fc.record({ type: fc.constant("amount_off" as const), amountMinor: amount }),
  fc.record({
    type: fc.constant("percent_off" as const),
    bps: fc.integer({ min: 100, max: 9900 }),
    maxOffMinor: cap,
  }),
  tiers,
  every,
  fc.record({
    type: fc.constant("product" as const),
    productId: product,
    quantity: fc.integer({ min: 1, max: 4 }),
    priceMinor: fc.oneof(fc.constant(0), amount),
  }),
  fc.record({ type: fc.constant("delivery_off" as const), maxOffMinor: cap }),
);

const rarely = <T>(usual: T, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 20, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const sometimes = <T>(usual: T, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const scope: fc.Arbitrary<Terms["scope"]> = sometimes<Terms["scope"]>(
  { products: "all" },
  fc.record({
    productIds: fc.subarray(["prd_a", "prd_b", "prd_c"]),
    categoryIds: categories,
    excludeProductIds: fc.subarray(["prd_a", "prd_b"], { maxLength: 1 }),
    excludeCategoryIds: fc.subarray(["cat_y"]),
  }),
);

const conditions: fc.Arbitrary<Terms["conditions"]> = fc.record({
  minSpendMinor: sometimes(0, amount),
  minItems: rarely(0, fc.integer({ min: 1, max: 6 })),
  basis: fc.constantFrom("original", "current"),
  storeIds: rarely<"all" | string[]>("all", fc.constant(["str_2"])),
  channels: fc.constant(["online", "till"] as const),
  devices: fc.constant(["mobile", "desktop", "till"] as const),
  weekdays: fc.constant([1, 2, 3, 4, 5, 6, 7]),
  hours: rarely<{ from: string; to: string }[]>([], fc.constant([{ from: "13:00", to: "14:00" }])),
  audience: rarely<Terms["conditions"]["audience"]>(
    { type: "all" },
    fc.constantFrom({ type: "new" } as const, { type: "existing" } as const),
  ),
  maxUsesPerMember: sometimes<number | null>(null, fc.integer({ min: 1, max: 3 })),
  combinesWithOffers: rarely(true, fc.boolean()),
  notIfFree: sometimes(false, fc.constant(true)),
});

const stacking: fc.Arbitrary<Terms["stacking"]> = fc.record({
  exclusive: rarely(false, fc.boolean()),
  group: fc.option(fc.constantFrom("a", "b")),
  stacksWith: sometimes<"all" | string[]>("all", fc.subarray(["a", "b", "amount_off", "percent_off"])),
  priority: fc.integer({ min: 0, max: 2 }),
  maxPerOrder: fc.integer({ min: 1, max: 3 }),
});

const terms: fc.Arbitrary<Terms> = fc.record({
  name: fc.constant("A coupon"),
  benefit: fc.oneof({ weight: 20, arbitrary: benefit }, fc.constant({ type: "generic" } as const)),
  scope,
  conditions,
  stacking,
  refund: fc.record({ returnWhenAllRefunded: fc.boolean() }),
});

const day = (text: string) => new Date(`${text}T00:00:00Z`);

/** One coupon under one or two versions of its terms, and some vouchers of it. */
const coupon = (index: number): fc.Arbitrary<Candidate[]> =>
  fc
    .record({
      versions: fc.array(terms, { minLength: 1, maxLength: 2 }),
      facts: fc.record({
        couponPaused: rarely(false, fc.boolean()),
        uses: sometimes(0, fc.integer({ min: 0, max: 2 })),
        budgetLeftMinor: sometimes<number | null>(null, amount),
      }),
      vouchers: fc.array(
        fc.record({
          version: fc.nat(1),
          isCode: rarely(false, fc.constant(true)),
          state: rarely<Candidate["state"]>("available", fc.constantFrom("reserved", "used")),
          issuedAt: fc.constantFrom(day("2026-01-01"), day("2026-02-01")),
          validFrom: rarely(day("2026-01-01"), fc.constant(day("2026-07-01"))),
          validUntil: fc.constantFrom(null, day("2026-08-01"), day("2026-09-01")),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    })
    .map(({ versions, facts, vouchers }) =>
      vouchers.flatMap(({ version, isCode, ...voucher }, i): Candidate[] => {
        const at = Math.min(version, versions.length - 1);
        const under = versions[at];
        if (!under) return [];
        const name = {
          voucherId: isCode ? null : named("vch", `${i}${index}`),
          code: isCode ? `C${i}${index}` : null,
        };
        const of = { couponId: named("cpn", index), termsVersion: at + 1, terms: under, currency: "USD" };
        return [{ ...name, ...of, memberId: isCode ? null : "mbr_1", ...facts, ...voucher }];
      }),
    );

/** Up to `most` candidates of up to five coupons. */
export const candidates = (most: number): fc.Arbitrary<Candidate[]> =>
  fc
    .integer({ min: 1, max: 5 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => coupon(index))))
    .map((coupons) => coupons.flat().slice(0, most));
