import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentCoupons } from "@/bench/pricing-cases";
import { findBestSet, MOST_SETS } from "@/lib/pricing/best-set";
import { entryOf } from "@/lib/pricing/entry";
import { allLeft } from "@/lib/pricing/left";
import { priceCart } from "@/lib/pricing/price-cart";
import { goodsOf } from "@/lib/pricing/scope";
import type { Candidate } from "@/lib/pricing/shapes";
import { exhaustiveBest } from "@/lib/pricing/vectors/exhaustive";
import { candidateOf, cartOf } from "@/lib/pricing/vectors/read-vectors";

const cart = cartOf({ lines: [{ id: "l1", productId: "prd_a", unitPriceMinor: 100_000 }] });
const dates = [undefined, "2026-08-01T00:00:00Z", "2026-07-01T00:00:00Z"];
const issues = ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"];

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
    const many = percentCoupons(200);
    const goods = goodsOf(cart);
    const entries = many.map((candidate) => entryOf(goods, candidate, []));
    const root = allLeft(goods, 100_000, 0);
    const usable = entries.map((entry, i) => ({ entry, savingMinor: 20_000 + 10 * i }));
    const found = findBestSet(root, usable, 4);
    expect(found).toMatchObject({ examined: MOST_SETS, optimal: false });
    expect(found.entries).toHaveLength(4);
    const quote = priceCart(cart, many, "best");
    expect(quote.optimal).toBe(false);
    expect(priceCart(cart, many.toReversed(), "best")).toEqual(quote);
  });

  it("is exact for thirty vouchers usable alone, whatever the bounds are worth", () => {
    const quote = priceCart(cart, percentCoupons(30), "best");
    expect(quote.optimal).toBe(true);
    const dearest = ["vch_026", "vch_027", "vch_028", "vch_029"];
    expect(quote.applied.map((one) => one.voucherId)).toEqual(dearest);
  });
});
