import { describe, expect, it } from "vitest";
import { priceCart } from "@/lib/pricing/price-cart";
import { outcomeOfReturn, planRefund } from "@/lib/pricing/refund";
import type { PaidOrder } from "@/lib/pricing/shapes";
import { candidateOf, cartOf, type RefundVector, vectors } from "@/lib/pricing/vectors/read-vectors";

function paidOrder(vector: RefundVector): PaidOrder {
  const cart = cartOf(vector.cart);
  const vouchers = vector.vouchers.map(candidateOf);
  const quote = priceCart(
    cart,
    vouchers,
    vector.vouchers.map((voucher) => voucher.id),
  );
  const { refundBasis: basis, completed } = vector;
  return { cart, quote, vouchers, basis, completed, refundedUnits: {}, refundedMinor: 0 };
}

/** The order after a refund was booked. */
function booked(order: PaidOrder, lines: readonly { lineId: string; quantity: number }[], minor: number) {
  const refundedUnits = { ...order.refundedUnits };
  for (const { lineId, quantity } of lines) refundedUnits[lineId] = (refundedUnits[lineId] ?? 0) + quantity;
  return { ...order, refundedUnits, refundedMinor: order.refundedMinor + minor };
}

describe("a refund gives back what the worked cases say", () => {
  it.each(vectors.refund)("$name", (vector) => {
    let order = paidOrder(vector);
    expect(order.quote.totalMinor).toBe(vector.paidMinor);
    expect(order.quote.lines.map((line) => line.unitNetMinor)).toEqual(vector.unitNetMinor);
    for (const { by, lines, at, expect: wanted } of vector.refunds) {
      const plan = planRefund(order, { by, lines, at: new Date(at ?? order.cart.at) });
      if ("refused" in wanted) {
        expect(plan).toEqual({ ok: false, code: wanted.refused });
        continue;
      }
      expect(plan).toMatchObject({ ok: true, refundMinor: wanted.refundMinor });
      if (!plan.ok) return;
      expect(plan.vouchers).toEqual(wanted.vouchers);
      order = booked(order, plan.lines, plan.refundMinor);
    }
  });

  it("refuses a line that the order has not, and an order of which nothing is left", () => {
    const vector = vectors.refund[0];
    if (!vector) throw new Error("there are no vectors");
    const order = paidOrder(vector);
    const refused = { ok: false, code: "refund_exceeds_order" };
    const at = order.cart.at;
    expect(planRefund(order, { by: "member", at, lines: [{ lineId: "l9", quantity: 1 }] })).toEqual(refused);
    const twice = [
      { lineId: "l1", quantity: 1 },
      { lineId: "l1", quantity: 2 },
    ];
    expect(planRefund(order, { by: "member", at, lines: twice })).toEqual(refused);
    const spent = booked(order, [{ lineId: "l1", quantity: 2 }], order.quote.totalMinor);
    expect(planRefund(spent, { by: "merchant", at, lines: null })).toEqual(refused);
  });

  it("leaves a returned voucher good until the instant it ends", () => {
    const until = new Date("2026-07-01T00:00:00Z");
    expect(outcomeOfReturn(until, new Date(until.getTime() - 1))).toBe("available");
    expect(outcomeOfReturn(until, until)).toBe("expired");
    expect(outcomeOfReturn(null, until)).toBe("available");
  });
});
