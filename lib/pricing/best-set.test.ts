import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentCoupons } from "@/bench/pricing-cases";
import { findBestSet, MOST_SETS } from "@/lib/pricing/best-set";
import { prepare, priceCart } from "@/lib/pricing/price-cart";
import type { Candidate, Cart } from "@/lib/pricing/shapes";
import { takeTurn } from "@/lib/pricing/turn";
import { exhaustiveBest } from "@/lib/pricing/vectors/exhaustive";
import { candidateOf, cartOf } from "@/lib/pricing/vectors/read-vectors";

const cart = cartOf({ lines: [{ id: "l1", productId: "prd_a", unitPriceMinor: 100_000 }] });
const dates = [undefined, "2026-08-01T00:00:00Z", "2026-07-01T00:00:00Z"];
const issues = ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"];

const bps = fc.integer({ min: 100, max: 9900 });

/** Coupons that take one of two amounts, so that many sets save the same. */
const alike = fc
  .array(
    fc.record({
      amountMinor: fc.constantFrom(500, 1000),
      validUntil: fc.constantFrom(...dates),
      issuedAt: fc.constantFrom(...issues),
      couponId: fc.constantFrom("cpn_a", "cpn_b", undefined),
      isCode: fc.boolean(),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .map((coupons) =>
    coupons.map(({ amountMinor, couponId, isCode, ...dated }, i): Candidate => {
      const terms = { benefit: { type: "amount_off" as const, amountMinor }, stacking: { maxPerOrder: 2 } };
      const written = { id: `vch_${9 - i}`, ...dated, terms };
      const of = couponId && { couponId: `${couponId}${amountMinor}` };
      const voucher = candidateOf({ ...written, ...of });
      return isCode ? { ...voucher, voucherId: null, code: `C${9 - i}`, memberId: null } : voucher;
    }),
  );

/** Rates and amounts of the whole cart, many of which take one unit more than their share by rounding. */
const rates = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ bps: fc.oneof(fc.integer({ min: 100, max: 140 }), bps) }) },
      { weight: 1, arbitrary: fc.record({ bps, maxOffMinor: fc.integer({ min: 1, max: 40 }) }) },
      { weight: 1, arbitrary: fc.record({ amountMinor: fc.integer({ min: 1, max: 20 }) }) },
    ),
    { minLength: 2, maxLength: 8 },
  )
  .chain((all) => fc.tuple(...all.map((one) => fc.integer({ min: 0, max: 1 }).map((n) => [one, n] as const))))
  .map((all) =>
    all.map(([one, priority], i) => {
      const benefit =
        "amountMinor" in one
          ? { type: "amount_off" as const, ...one }
          : { type: "percent_off" as const, ...one };
      return candidateOf({ id: `vch_${i}`, terms: { benefit, stacking: { priority } } });
    }),
  );

/** The search among candidates that can all be used alone. */
function searched(of: Cart, candidates: readonly Candidate[]) {
  const { entries, root } = prepare(of, candidates, () => []);
  const usable = entries.map((entry) => ({ entry, savingMinor: takeTurn(entry, root, 0).offMinor }));
  return findBestSet(root, usable, 4);
}

describe("the best set", () => {
  it("is decided by ends, issues and names where sets save the same with as many vouchers", () => {
    fc.assert(
      fc.property(alike, fc.integer({ min: 1, max: 4 }), (all, maxVouchersPerOrder) => {
        const limited = { ...cart, maxVouchersPerOrder };
        const quote = priceCart(limited, all, "best");
        expect({ ...quote, notApplied: [] }).toEqual(exhaustiveBest(limited, all));
      }),
      { numRuns: 300 },
    );
  });

  it("has in it what would be refused but for a voucher that comes between", () => {
    const small = cartOf({ lines: [{ id: "l1", productId: "prd_a", unitPriceMinor: 100 }] });
    const first = candidateOf({
      id: "vch_1",
      terms: { benefit: { type: "amount_off", amountMinor: 50 }, stacking: { priority: 3 } },
    });
    const between = candidateOf({
      id: "vch_2",
      terms: { benefit: { type: "amount_off", amountMinor: 10 }, stacking: { priority: 2 } },
    });
    const tiers = [
      { spendMinor: 20, offMinor: 5 },
      { spendMinor: 50, offMinor: 50 },
    ];
    // After the first alone it would make the order free; after both it is down to its first tier.
    const last = candidateOf({
      id: "vch_3",
      terms: {
        benefit: { type: "threshold_off", tiers },
        conditions: { basis: "current", notIfFree: true },
      },
    });
    const quote = priceCart(small, [first, between, last], "best");
    expect(quote.applied.map((one) => one.voucherId)).toEqual(["vch_1", "vch_2", "vch_3"]);
    expect(quote.totalMinor).toBe(35);
  });

  it("is cut off after a count of sets, says so, and is the same again", () => {
    // Rates of a part of the cart lessen each other, which no bound knows of.
    const only = { productIds: ["prd_a"], categoryIds: [], excludeProductIds: [], excludeCategoryIds: [] };
    const many = percentCoupons(200).map((one) => ({ ...one, terms: { ...one.terms, scope: only } }));
    const more = { id: "l2", productId: "prd_b", unitPriceMinor: 100 };
    const both = cartOf({ lines: [{ id: "l1", productId: "prd_a", unitPriceMinor: 100_000 }, more] });
    const found = searched(both, many);
    expect(found).toMatchObject({ examined: MOST_SETS, optimal: false });
    expect(found.entries).toHaveLength(4);
    const quote = priceCart(both, many, "best");
    expect(quote.optimal).toBe(false);
    expect(priceCart(both, many.toReversed(), "best")).toEqual(quote);
  });

  it("is exact for two hundred rates of the whole cart that are nearly the same, and soon found", () => {
    const found = searched(cart, percentCoupons(200));
    expect(found).toMatchObject({ optimal: true });
    expect(found.entries.map(({ name }) => name)).toEqual(["vch_196", "vch_197", "vch_198", "vch_199"]);
    expect(found.examined).toBeLessThan(1000);
  });

  it("of rates that lessen each other, capped or rounded up, and amounts is what an exhaustive search finds", () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 300 }), (all, unitPriceMinor) => {
        const small = { ...cart, lines: cart.lines.map((line) => ({ ...line, unitPriceMinor })) };
        const quote = priceCart(small, all, "best");
        expect(quote.optimal).toBe(true);
        expect({ ...quote, notApplied: [] }).toEqual(exhaustiveBest(small, all));
      }),
      { numRuns: 300 },
    );
  });

  it("is exact for thirty vouchers usable alone, whatever the bounds are worth", () => {
    const quote = priceCart(cart, percentCoupons(30), "best");
    expect(quote.optimal).toBe(true);
    const dearest = ["vch_026", "vch_027", "vch_028", "vch_029"];
    expect(quote.applied.map((one) => one.voucherId)).toEqual(dearest);
  });
});
