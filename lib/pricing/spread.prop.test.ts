import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate } from "@/lib/pricing/allocate";
import { spreadOverUnits, unitAmounts } from "@/lib/pricing/units";

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const weights = fc.array(
  fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 100_000_000_000 })),
  { minLength: 1, maxLength: 8 },
);
const spread = weights.chain((all) =>
  fc.record({ all: fc.constant(all), amount: fc.nat({ max: sum(all) }) }),
);

describe("an amount that is spread", () => {
  it("comes out whole, by shares that no part's remainder is cheated of", () => {
    fc.assert(
      fc.property(spread, ({ all, amount }) => {
        const parts = allocate(amount, all);
        const total = BigInt(sum(all));
        expect(sum(parts)).toBe(amount);
        let [least, most] = [total, -1n];
        all.forEach((weight, i) => {
          const part = parts[i] ?? -1;
          expect(part).toBeLessThanOrEqual(weight);
          if (total === 0n) return;
          const [exact, given] = [BigInt(amount) * BigInt(weight), BigInt(part) * total];
          // The floor or one more; and whoever got one more had no smaller remainder than whoever did not.
          expect(given > exact - total && given < exact + total).toBe(true);
          if (given > exact) least = exact % total < least ? exact % total : least;
          else most = exact % total > most ? exact % total : most;
        });
        expect(least >= most).toBe(true);
      }),
    );
  });

  it("falls on runs of units as on the single units", () => {
    const runs = fc.array(
      fc.record({
        count: fc.integer({ min: 1, max: 5 }),
        leftMinor: fc.oneof(fc.nat({ max: 9 }), fc.nat({ max: 20_000_000_000 })),
      }),
      { minLength: 1, maxLength: 4 },
    );
    const asked = runs.chain((all) =>
      fc.record({ all: fc.constant(all), amount: fc.nat({ max: sum(unitAmounts(all)) }) }),
    );
    fc.assert(
      fc.property(asked, ({ all, amount }) => {
        const units = unitAmounts(all);
        const parts = allocate(amount, units);
        expect(unitAmounts(spreadOverUnits(all, amount))).toEqual(
          units.map((unit, i) => unit - (parts[i] ?? 0)),
        );
      }),
    );
  });
});
