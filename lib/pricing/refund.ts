import { byApplication } from "@/lib/pricing/application-order";
import { nameOf } from "@/lib/pricing/entry";
import { prepare } from "@/lib/pricing/price-cart";
import type {
  Candidate,
  Cart,
  OutcomeOfReturn,
  PaidOrder,
  PlanRefund,
  RefundLine,
  RefundPlan,
  RefundRequest,
  VoucherOutcome,
} from "@/lib/pricing/shapes";
import { apply, takeTurn } from "@/lib/pricing/turn";

/** What is left of each line's units, in the cart's order. */
function unitsLeft({ cart, refundedUnits }: PaidOrder): number[] {
  return cart.lines.map((line) => line.quantity - (refundedUnits[line.id] ?? 0));
}

/** How many units of each line are to be given back; null where that is more than are left, or none at all. */
function unitsAsked(
  cart: Cart,
  left: readonly number[],
  asked: readonly RefundLine[] | null,
): number[] | null {
  const units = asked === null ? [...left] : cart.lines.map(() => 0);
  for (const { lineId, quantity } of asked ?? []) {
    const index = cart.lines.findIndex((line) => line.id === lineId);
    if (index < 0) return null;
    units[index] = (units[index] ?? 0) + quantity;
  }
  const fits = units.every((quantity, index) => quantity <= (left[index] ?? 0));
  return fits && units.some((quantity) => quantity > 0) ? units : null;
}

/** What those units cost when the order was placed, the highest unit index of each line first. */
function paidFor({ quote }: PaidOrder, left: readonly number[], units: readonly number[]): number {
  return quote.lines.reduce((sum, { unitNetMinor }, index) => {
    const end = left[index] ?? 0;
    const given = unitNetMinor.slice(end - (units[index] ?? 0), end);
    return given.reduce((part, unit) => part + unit, sum);
  }, 0);
}

/**
 * What the units that remain would have cost with delivery: priced at the order's own instant with its vouchers, of
 * whose tests only those on lines are made again. One that is refused takes nothing, the others still apply.
 */
function priceOf(cart: Cart, vouchers: readonly Candidate[], remaining: readonly number[]): number {
  const lines = cart.lines.flatMap((line, index) => {
    const quantity = remaining[index] ?? 0;
    return quantity > 0 ? [{ ...line, quantity }] : [];
  });
  if (lines.length === 0) return 0;
  const free = vouchers.map((voucher) => ({ ...voucher, budgetLeftMinor: null, terms: mayBeFree(voucher) }));
  const { entries, root } = prepare({ ...cart, lines }, free, () => []);
  let left = root;
  for (const entry of entries.toSorted(byApplication)) {
    const { offMinor } = takeTurn(entry, left, 0);
    if (offMinor > 0) left = apply(entry, left, offMinor);
  }
  return left.goodsMinor + left.deliveryMinor;
}

function mayBeFree({ terms }: Candidate): Candidate["terms"] {
  return { ...terms, conditions: { ...terms.conditions, notIfFree: false } };
}

function refundMinor(order: PaidOrder, left: readonly number[], units: readonly number[]): number {
  const remaining = left.map((quantity, index) => quantity - (units[index] ?? 0));
  const { deliveryMinor, deliveryDiscountMinor, totalMinor } = order.quote;
  if (order.basis === "units") {
    const final = remaining.every((quantity) => quantity === 0);
    return paidFor(order, left, units) + (final ? deliveryMinor - deliveryDiscountMinor : 0);
  }
  return Math.max(0, totalMinor - order.refundedMinor - priceOf(order.cart, order.vouchers, remaining));
}

/** What a voucher is once it is released or returned at `at`: still good before its `validUntil`, expired from then. */
export const outcomeOfReturn: OutcomeOfReturn = (validUntil, at) =>
  validUntil && at >= validUntil ? "expired" : "available";

/** Whether every unit of what the voucher took something off is given back; of delivery, every unit of the order. */
function isAllRefunded(
  { cart, quote }: PaidOrder,
  voucher: Candidate,
  remaining: readonly number[],
): boolean {
  const applied = quote.applied.find((one) => (one.voucherId ?? one.code) === nameOf(voucher));
  const touched = new Set(applied?.lines.map((line) => line.lineId));
  const all = voucher.terms.benefit.type === "delivery_off";
  return cart.lines.every((line, index) => remaining[index] === 0 || !(all || touched.has(line.id)));
}

function outcome(
  order: PaidOrder,
  { by, at }: RefundRequest,
  voucher: Candidate,
  remaining: readonly number[],
): VoucherOutcome {
  const final = remaining.every((quantity) => quantity === 0);
  const byMerchant = by === "merchant" && final && !order.completed;
  const asTermsSay = voucher.terms.refund.returnWhenAllRefunded && isAllRefunded(order, voucher, remaining);
  return byMerchant || asTermsSay ? outcomeOfReturn(voucher.validUntil, at) : "used";
}

/**
 * The money, units and vouchers of one refund of a paid order (section 9), decided from the order as it was placed: on
 * the basis `units` exactly what the units cost, with the delivery paid for when none is left; on `reprice` what was paid
 * beyond the price of what remains. Refunding everything, in any order and grouping, pays back exactly what was paid.
 * `refund_exceeds_order`: more units than are left, an unknown line, or nothing to refund.
 */
export const planRefund: PlanRefund = (order: PaidOrder, request: RefundRequest): RefundPlan => {
  const left = unitsLeft(order);
  const units = unitsAsked(order.cart, left, request.lines);
  if (!units) return { ok: false, code: "refund_exceeds_order" };
  const remaining = left.map((quantity, index) => quantity - (units[index] ?? 0));
  return {
    ok: true,
    refundMinor: refundMinor(order, left, units),
    lines: order.cart.lines.flatMap((line, index) => {
      const quantity = units[index] ?? 0;
      return quantity > 0 ? [{ lineId: line.id, quantity }] : [];
    }),
    final: remaining.every((quantity) => quantity === 0),
    vouchers: Object.fromEntries(
      order.vouchers.map((voucher) => [nameOf(voucher), outcome(order, request, voucher, remaining)]),
    ),
  };
};
