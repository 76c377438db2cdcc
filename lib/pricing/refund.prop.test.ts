import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceCart } from "@/lib/pricing/price-cart";
import { planRefund } from "@/lib/pricing/refund";
import type { PaidOrder } from "@/lib/pricing/shapes";
import { candidates, carts } from "@/lib/pricing/vectors/arbitraries";

/** An order of the best set, and numbers that decide how it is refunded. */
const orders = fc.record({
  cart: carts,
  all: candidates(6),
  basis: fc.constantFrom("units" as const, "reprice" as const),
  draws: fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 4 })), { maxLength: 8 }),
});

function ordered({
  cart,
  all,
  basis,
}: {
  cart: PaidOrder["cart"];
  all: PaidOrder["vouchers"];
  basis: PaidOrder["basis"];
}) {
  const quote = priceCart(cart, all, "best");
  const applied = new Set(quote.applied.map((one) => one.voucherId ?? one.code));
  const vouchers = all.filter((one) => applied.has(one.voucherId ?? one.code ?? ""));
  const order: PaidOrder = {
    cart,
    quote,
    vouchers,
    basis,
    completed: false,
    refundedUnits: {},
    refundedMinor: 0,
  };
  return order;
}

describe("refunds of an order", () => {
  it("pay back exactly what was paid, in any order and grouping", () => {
    fc.assert(
      fc.property(orders, ({ draws, ...rest }) => {
        let order = ordered(rest);
        const refund = (lines: { lineId: string; quantity: number }[] | null) => {
          const plan = planRefund(order, { by: "member", lines, at: order.cart.at });
          if (!plan.ok) return plan;
          expect(plan.refundMinor).toBeGreaterThanOrEqual(0);
          const refundedUnits = { ...order.refundedUnits };
          for (const { lineId, quantity } of plan.lines)
            refundedUnits[lineId] = (refundedUnits[lineId] ?? 0) + quantity;
          order = { ...order, refundedUnits, refundedMinor: order.refundedMinor + plan.refundMinor };
          expect(order.refundedMinor).toBeLessThanOrEqual(order.quote.totalMinor);
          return plan;
        };
        for (const [at, quantity] of draws) {
          const lineId = order.cart.lines[at % order.cart.lines.length]?.id ?? "";
          refund([{ lineId, quantity }]);
        }
        const last = refund(null);
        if (last.ok) expect(last.final).toBe(true);
        expect(order.refundedMinor).toBe(order.quote.totalMinor);
        for (const line of order.cart.lines) expect(order.refundedUnits[line.id]).toBe(line.quantity);
      }),
      { numRuns: 400 },
    );
  });

  it("give units back at what they cost: the grouping changes no unit's price", () => {
    fc.assert(
      fc.property(orders, (rest) => {
        const order = ordered({ ...rest, basis: "units" });
        for (const [index, line] of order.cart.lines.entries()) {
          const [last = 0] = order.quote.lines[index]?.unitNetMinor.slice(-1) ?? [];
          const one = planRefund(order, {
            by: "merchant",
            lines: [{ lineId: line.id, quantity: 1 }],
            at: order.cart.at,
          });
          const final = order.cart.lines.length === 1 && line.quantity === 1;
          const delivery = order.quote.deliveryMinor - order.quote.deliveryDiscountMinor;
          expect(one).toMatchObject({ ok: true, refundMinor: last + (final ? delivery : 0), final });
        }
      }),
    );
  });
});
