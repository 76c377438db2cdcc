import type { Instant } from "@/lib/kernel/time";
import { HOLD_MINUTES, type OrderInput } from "@/lib/orders/schema";
import type { Candidate, CartLine, Quote } from "@/lib/pricing/shapes";

type Placing = {
  readonly id: string;
  readonly number: string;
  readonly order: OrderInput;
  readonly quote: Quote;
  readonly now: Instant;
  readonly actor: {
    readonly type: "staff" | "member" | "api_key" | "visitor" | "system";
    readonly id: string | null;
  };
  readonly refundBasis: "units" | "reprice";
  /** Where the member has it delivered; absent = nobody said. */
  readonly deliveryAddress?: string | undefined;
};

/** An order as it is stored: its price and its time to pay, fixed now. */
export function orderRow(placing: Placing) {
  const { id, number, order, quote, now, actor, refundBasis, deliveryAddress = null } = placing;
  const { storeId, region = null, memberId = null, channel, device, currency, note } = order;
  const { subtotalMinor, deliveryMinor, discountMinor, deliveryDiscountMinor, totalMinor } = quote;
  const by: "member" | "staff" | "api_key" =
    actor.type === "member" || actor.type === "staff" ? actor.type : "api_key";
  return {
    ...{ id, number, storeId, region, memberId, channel, device, currency, note, quote, refundBasis },
    deliveryAddress,
    ...{ subtotalMinor, deliveryMinor, discountMinor, deliveryDiscountMinor, totalMinor },
    status: "placed" as const,
    items: order.lines.reduce((sum, line) => sum + line.quantity, 0),
    placedAt: now,
    expiresAt: new Date(now.getTime() + HOLD_MINUTES * 60_000),
    placedByType: by,
    placedBy: actor.id,
  };
}

/** A cart's lines as they are stored, each with its product as it is named now and what its units came to. */
export function lineRows(
  lines: readonly CartLine[],
  quote: Quote,
  products: ReadonlyMap<string, { readonly name: string }>,
) {
  return lines.map(({ id: lineId, ...line }, position) => {
    const product = products.get(line.productId);
    const quoted = quote.lines[position];
    if (!product || !quoted || quoted.id !== lineId) throw new Error("a quote is not of this cart");
    const { discountMinor, unitNetMinor } = quoted;
    return {
      ...{ position, lineId, name: product.name, discountMinor, ...line },
      ...{ categoryIds: [...line.categoryIds], unitNetMinor: [...unitNetMinor] },
    };
  });
}

/** The vouchers of an order as they are stored, in the order in which they apply; every one is issued by now. */
export function voucherRows(quote: Quote, candidates: readonly Candidate[], now: Instant) {
  return quote.applied.map((one, position) => {
    const { voucherId, couponId, discountMinor, deliveryDiscountMinor, lines } = one;
    const candidate = candidates.find(
      (other) => other.couponId === couponId && (other.voucherId === null || other.voucherId === voucherId),
    );
    if (!candidate || voucherId === null) throw new Error("a quote is not of these vouchers");
    const { termsVersion } = candidate;
    return {
      ...{ voucherId, couponId, termsVersion, position, discountMinor, deliveryDiscountMinor },
      ...{ lines: [...lines], state: "reserved" as const, at: now },
    };
  });
}

/** The quote with the vouchers that its codes were claimed as. */
export function withClaimed(quote: Quote, claimed: ReadonlyMap<string, string>): Quote {
  const applied = quote.applied.map(({ code, ...one }) =>
    code === undefined ? one : { ...one, voucherId: claimed.get(code) ?? one.voucherId },
  );
  return { ...quote, applied };
}

/** What each voucher of a quote takes off, goods and delivery. */
export function spentOf(quote: Quote) {
  return quote.applied.map(({ couponId, discountMinor, deliveryDiscountMinor }) => ({
    couponId,
    offMinor: discountMinor + deliveryDiscountMinor,
  }));
}

/** Whether the coupon has a budget, as the candidates were loaded. */
export function hasBudget(candidates: readonly Candidate[], couponId: string): boolean {
  return candidates.some((one) => one.couponId === couponId && one.budgetLeftMinor !== null);
}
