import type { Entry } from "@/lib/pricing/entry";
import { type Left, linesLeft, unitsLeft } from "@/lib/pricing/left";
import { instantText } from "@/lib/pricing/reasons";
import type { AppliedVoucher, Cart, Quote, QuotedLine, Reason, RefusedVoucher } from "@/lib/pricing/shapes";
import type { Application } from "@/lib/pricing/turn";
import { unitAmounts } from "@/lib/pricing/units";

function appliedVoucher({ entry, offMinor, left }: Application): AppliedVoucher {
  const { candidate } = entry;
  const isDelivery = candidate.terms.benefit.type === "delivery_off";
  const lines: { lineId: string; discountMinor: number }[] = [];
  const [was, is] = [left.before && linesLeft(left.before), linesLeft(left)];
  for (let i = 0; was && was !== is && i < is.length; i++) {
    const discountMinor = (was[i] ?? 0) - (is[i] ?? 0);
    if (discountMinor > 0) lines.push({ lineId: left.goods.lines[i]?.id ?? "", discountMinor });
  }
  return {
    voucherId: candidate.voucherId,
    ...(candidate.voucherId === null && { code: entry.name }),
    couponId: candidate.couponId,
    name: candidate.terms.name,
    discountMinor: isDelivery ? 0 : offMinor,
    deliveryDiscountMinor: isDelivery ? offMinor : 0,
    lines,
  };
}

function quotedLines(left: Left): QuotedLine[] {
  const { lines, amounts } = left.goods;
  const net = linesLeft(left);
  return lines.map(({ id, quantity }, index) => {
    const [originalMinor, netMinor] = [amounts[index] ?? 0, net[index] ?? 0];
    const unitNetMinor = quantity === 1 ? [netMinor] : unitAmounts(unitsLeft(left, index));
    return { id, originalMinor, discountMinor: originalMinor - netMinor, netMinor, unitNetMinor };
  });
}

/** A refused candidate as the quote says it. */
export function refusedVoucher({ candidate, name: code }: Entry, reasons: readonly Reason[]): RefusedVoucher {
  const { voucherId, couponId, terms } = candidate;
  if (voucherId === null) return { voucherId, code, couponId, name: terms.name, reasons };
  return { voucherId, couponId, name: terms.name, reasons };
}

/** The quote of a cart after `applied`, `left` being what is left after the last of them. */
export function quoteOf(
  cart: Cart,
  left: Left,
  applied: readonly Application[],
  notApplied: readonly RefusedVoucher[],
  optimal: boolean,
): Quote {
  const { subtotalMinor } = left.goods;
  return {
    at: instantText(cart.at),
    currency: cart.currency,
    subtotalMinor,
    deliveryMinor: cart.deliveryMinor,
    discountMinor: subtotalMinor - left.goodsMinor,
    deliveryDiscountMinor: cart.deliveryMinor - left.deliveryMinor,
    totalMinor: left.goodsMinor + left.deliveryMinor,
    optimal,
    lines: quotedLines(left),
    applied: applied.map(appliedVoucher),
    notApplied,
  };
}
