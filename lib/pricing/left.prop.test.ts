import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { offOf } from "@/lib/pricing/benefits/benefit";
import { entryOf } from "@/lib/pricing/entry";
import { allLeft, baseLeft, linesLeft, unitsLeft } from "@/lib/pricing/left";
import { goodsOf } from "@/lib/pricing/scope";
import { apply } from "@/lib/pricing/turn";
import { candidates, carts } from "@/lib/pricing/vectors/arbitraries";

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, one) => total + one, 0);

describe("what is left of a cart", () => {
  it("is the same asked by scope, by line and by unit, whatever was asked before, and only gets less", () => {
    fc.assert(
      fc.property(
        carts,
        candidates(6),
        fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
        (cart, all, early) => {
          const goods = goodsOf(cart);
          const entries = all.map((candidate) => entryOf(goods, candidate, []));
          let left = allLeft(goods, cart.deliveryMinor);
          for (const [i, entry] of entries.entries()) {
            const off = offOf(entry, left);
            const before = left;
            left = apply(entry, left, off);
            // Now and then the lines are asked first; the sum of a scope must not depend on it.
            if (early[i]) linesLeft(left);
            for (const { scope } of entries) {
              const base = baseLeft(left, scope);
              const lines = linesLeft(left);
              expect(base).toBe(sum(scope.lines.map((line) => lines[line] ?? -1)));
              expect(base).toBeLessThanOrEqual(baseLeft(before, scope));
            }
            for (const other of entries) expect(offOf(other, left)).toBeLessThanOrEqual(offOf(other, before));
            linesLeft(left).forEach((line, index) => {
              const runs = unitsLeft(left, index);
              expect(sum(runs.map((run) => run.count))).toBe(cart.lines[index]?.quantity);
              expect(sum(runs.map((run) => run.count * run.leftMinor))).toBe(line);
            });
            expect(left.goodsMinor).toBe(sum(linesLeft(left)));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
