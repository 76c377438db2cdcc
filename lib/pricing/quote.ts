import type { Entry } from "@/lib/pricing/entry";
import { type Left, linesLeft, unitsLeft } from "@/lib/pricing/left";
import { instantText } from "@/lib/pricing/reasons";
import { amountOf, subtotalOf } from "@/lib/pricing/scope";
import type { AppliedVoucher, Cart, Quote, QuotedLine, Reason, RefusedVoucher } from "@/lib/pricing/shapes";
import type { Application } from "@/lib/pricing/turn";
import { unitAmounts } from "@/lib/pricing/units";

const named = ({ candidate }: Entry) => ({
  voucherId: candidate.voucherId,
  ...(candidate.voucherId === null && { code: candidate.code ?? "" }),
  couponId: candidate.couponId,
  name: candidate.terms.name,
});

function appliedVoucher(cart: Cart, { entry, offMinor, left }: Application): AppliedVoucher {
  const delivery = entry.candidate.terms.benefit.type === "delivery_off";
  const [was, is] = [left.before && linesLeft(left.before), linesLeft(left)];
  const lines = cart.lines.flatMap((line, index) => {
    const discountMinor = (was?.[index] ?? 0) - (is[index] ?? 0);
    return was && discountMinor > 0 ? [{ lineId: line.id, discountMinor }] : [];
  });
  return {
    ...named(entry),
    discountMinor: delivery ? 0 : offMinor,
    deliveryDiscountMinor: delivery ? offMinor : 0,
    lines,
  };
}

function quotedLines(cart: Cart, left: Left): QuotedLine[] {
  const net = linesLeft(left);
  return cart.lines.map((line, index) => {
    const [originalMinor, netMinor] = [amountOf(line), net[index] ?? 0];
    const unitNetMinor = line.quantity === 1 ? [netMinor] : unitAmounts(unitsLeft(left, index));
    return { id: line.id, originalMinor, discountMinor: originalMinor - netMinor, netMinor, unitNetMinor };
  });
}

/** A refused candidate as the quote says it. */
export function refusedVoucher(entry: Entry, reasons: readonly Reason[]): RefusedVoucher {
  return { ...named(entry), reasons };
}

/** The quote of a cart after `applied`, `left` being what is left after the last of them. */
export function quoteOf(
  cart: Cart,
  left: Left,
  applied: readonly Application[],
  notApplied: readonly RefusedVoucher[],
  optimal: boolean,
): Quote {
  const subtotalMinor = subtotalOf(cart.lines);
  return {
    at: instantText(cart.at),
    currency: cart.currency,
    subtotalMinor,
    deliveryMinor: cart.deliveryMinor,
    discountMinor: subtotalMinor - left.goodsMinor,
    deliveryDiscountMinor: cart.deliveryMinor - left.deliveryMinor,
    totalMinor: left.goodsMinor + left.deliveryMinor,
    optimal,
    lines: quotedLines(cart, left),
    applied: applied.map((application) => appliedVoucher(cart, application)),
    notApplied,
  };
}
