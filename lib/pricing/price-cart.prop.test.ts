import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf } from "@/lib/pricing/entry";
import { priceCart } from "@/lib/pricing/price-cart";
import { goodsOf, scopeOf } from "@/lib/pricing/scope";
import { type Candidate, type Cart, type Choice, type Quote, reasonCodes } from "@/lib/pricing/shapes";
import { candidates, carts } from "@/lib/pricing/vectors/arbitraries";
import { exhaustiveBest } from "@/lib/pricing/vectors/exhaustive";

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** The best quote of some candidates, or some of them chosen. */
const priced = fc
  .tuple(carts, candidates(8), fc.option(fc.infiniteStream(fc.boolean())))
  .map(([cart, all, picks]): { cart: Cart; all: Candidate[]; choice: Choice; quote: Quote } => {
    const picked = picks && [...picks.take(all.length)];
    const choice = picked ? all.filter((_, i) => picked[i]).map(nameOf) : "best";
    return { cart, all, choice, quote: priceCart(cart, all, choice) };
  });
const check = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void, numRuns = 300) =>
  fc.assert(fc.property(arbitrary, holds), { numRuns });

describe("whatever the cart and the vouchers", () => {
  it("the parts sum to the whole", () => {
    check(priced, ({ quote, cart }) => {
      for (const line of quote.lines) {
        expect(sum(line.unitNetMinor)).toBe(line.netMinor);
        expect(line.originalMinor - line.discountMinor).toBe(line.netMinor);
      }
      for (const voucher of quote.applied) {
        const lines = sum(voucher.lines.map((line) => line.discountMinor));
        expect(lines).toBe(voucher.discountMinor);
      }
      for (const line of quote.lines) {
        const off = quote.applied.flatMap((one) => one.lines.filter(({ lineId }) => lineId === line.id));
        expect(sum(off.map((one) => one.discountMinor))).toBe(line.discountMinor);
      }
      expect(sum(quote.applied.map((one) => one.discountMinor))).toBe(quote.discountMinor);
      expect(sum(quote.applied.map((one) => one.deliveryDiscountMinor))).toBe(quote.deliveryDiscountMinor);
      expect(quote.subtotalMinor).toBe(sum(cart.lines.map((line) => line.unitPriceMinor * line.quantity)));
      const { subtotalMinor, discountMinor, deliveryMinor, deliveryDiscountMinor } = quote;
      expect(quote.totalMinor).toBe(subtotalMinor - discountMinor + deliveryMinor - deliveryDiscountMinor);
    });
  });

  it("nothing goes below zero, and every applied voucher takes something off", () => {
    check(priced, ({ quote }) => {
      for (const line of quote.lines)
        for (const unit of line.unitNetMinor) expect(unit).toBeGreaterThanOrEqual(0);
      expect(quote.deliveryMinor - quote.deliveryDiscountMinor).toBeGreaterThanOrEqual(0);
      for (const one of quote.applied)
        expect(one.discountMinor + one.deliveryDiscountMinor).toBeGreaterThan(0);
    });
  });

  it("a free line and one out of scope carry no share", () => {
    check(priced, ({ quote, cart, all }) => {
      for (const applied of quote.applied) {
        const voucher = all.find((one) => nameOf(one) === (applied.voucherId ?? applied.code));
        if (!voucher) throw new Error("applied what was no candidate");
        const { has } = scopeOf(goodsOf(cart), voucher.terms);
        for (const { lineId } of applied.lines) {
          const index = cart.lines.findIndex((line) => line.id === lineId);
          expect(has[index]).toBe(1);
          expect(cart.lines[index]?.unitPriceMinor).toBeGreaterThan(0);
        }
      }
    });
  });

  it("the same input gives the same quote, in whatever order the candidates come", () => {
    const shuffled = priced.chain((one) =>
      fc.shuffledSubarray(one.all, { minLength: one.all.length }).map((other) => ({ ...one, other })),
    );
    check(shuffled, ({ cart, other, choice, quote }) => {
      expect(priceCart(cart, other, choice)).toEqual(quote);
    });
  });

  it("every candidate is applied or has its reasons, each once and in order; chosen is all or nothing", () => {
    check(priced, ({ quote, all, choice }) => {
      const names = [...quote.applied, ...quote.notApplied].map((one) => one.voucherId ?? one.code);
      expect(names.sort()).toEqual([...new Set(choice === "best" ? all.map(nameOf) : choice)].sort());
      for (const { reasons } of quote.notApplied) {
        const places = reasons.map(({ code }) => reasonCodes.indexOf(code));
        expect(places.length).toBeGreaterThan(0);
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
      }
      if (choice !== "best") expect(Math.min(quote.applied.length, quote.notApplied.length)).toBe(0);
    });
  });

  it("another candidate never raises the price", () => {
    const more = fc.tuple(carts, candidates(8)).filter(([, all]) => all.length > 1);
    check(more, ([cart, all]) => {
      const fewer = priceCart(cart, all.slice(0, -1), "best");
      expect(priceCart(cart, all, "best").totalMinor).toBeLessThanOrEqual(fewer.totalMinor);
    });
  });

  it("the best set is the one that an exhaustive search finds", () => {
    check(
      fc.tuple(carts, candidates(9)),
      ([cart, all]) => {
        const [quote, wanted] = [priceCart(cart, all, "best"), exhaustiveBest(cart, all)];
        expect(quote.optimal).toBe(true);
        expect({ ...quote, notApplied: [] }).toEqual(wanted);
      },
      400,
    );
  });

  it("a voucher can be chosen alone exactly when it is applied or says what it would save", () => {
    check(fc.tuple(carts, candidates(6)), ([cart, all]) => {
      const best = priceCart(cart, all, "best");
      const left = new Map(
        best.notApplied.map((one) => [one.voucherId ?? one.code, one.reasons.at(-1)] as const),
      );
      for (const candidate of all) {
        const alone = priceCart(cart, all, [nameOf(candidate)]);
        const reason = left.get(nameOf(candidate));
        const usable = reason === undefined || reason.code === "not_in_best_set";
        expect(alone.notApplied.length === 0).toBe(usable);
        if (reason?.code === "not_in_best_set")
          expect(alone.discountMinor + alone.deliveryDiscountMinor).toBe(reason.saving);
      }
    });
  });

  it("adding the gap of a minimum spend makes that reason go away", () => {
    let tried = 0;
    check(
      fc.tuple(carts, candidates(6)),
      ([cart, all]) => {
        for (const { voucherId, code, reasons } of priceCart(cart, all, "best").notApplied) {
          const voucher = all.find((one) => nameOf(one) === (voucherId ?? code));
          const short = reasons.find((reason) => reason.code === "min_spend_not_met");
          const index = voucher && scopeOf(goodsOf(cart), voucher.terms).lines[0];
          const like = index === undefined ? undefined : cart.lines[index];
          if (!voucher || !like || short?.code !== "min_spend_not_met") continue;
          tried++;
          const added = { ...like, id: "added", unitPriceMinor: short.gap, quantity: 1 };
          const fuller = priceCart({ ...cart, lines: [...cart.lines, added] }, [voucher], "best");
          const still = fuller.notApplied.flatMap((one) => one.reasons.map((reason) => reason.code));
          expect(still).not.toContain("min_spend_not_met");
        }
      },
      200,
    );
    expect(tried).toBeGreaterThan(20);
  });
});
