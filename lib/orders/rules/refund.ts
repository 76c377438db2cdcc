import type { Candidate, PaidOrder, Quote, RefundPlan } from "@/lib/pricing/shapes";

/** An order as it is stored, as far as its refunds ask. */
export type StoredOrder = {
  readonly storeId: string;
  readonly channel: "online" | "till";
  readonly device: "mobile" | "desktop" | "till";
  readonly currency: string;
  readonly deliveryMinor: number;
  readonly placedAt: Date;
  readonly quote: Quote;
  readonly refundBasis: "units" | "reprice";
  readonly completedAt: Date | null;
  readonly refundedMinor: number;
};

export type StoredLine = {
  readonly lineId: string;
  readonly productId: string;
  readonly categoryIds: readonly string[];
  readonly unitPriceMinor: number;
  readonly quantity: number;
  readonly onOffer: boolean;
  readonly refundedQuantity: number;
};

/**
 * A paid order as pricing takes it. Only the tests on lines are made again, so that neither the member's facts nor the
 * store's clock matter: they are left empty.
 */
export function paidOrder(
  order: StoredOrder,
  lines: readonly StoredLine[],
  vouchers: readonly Candidate[],
): PaidOrder {
  const { storeId, channel, device, currency, deliveryMinor, placedAt, quote, refundedMinor } = order;
  return {
    cart: {
      ...{ currency, channel, device, deliveryMinor, at: placedAt, member: null },
      store: { id: storeId, timeZone: "UTC" },
      maxVouchersPerOrder: vouchers.length,
      lines: lines.map(({ lineId, refundedQuantity: _, ...line }) => ({ id: lineId, ...line })),
    },
    ...{ quote, vouchers, refundedMinor },
    basis: order.refundBasis,
    completed: order.completedAt !== null,
    refundedUnits: Object.fromEntries(lines.map((line) => [line.lineId, line.refundedQuantity])),
  };
}

type Units = readonly { readonly lineId: string; readonly quantity: number }[];
type LeftOf = readonly { readonly lineId: string; readonly left: number }[];

/** What of the units that a request asks for can still be given back; null = all that is left. */
export function stillAsked(asked: Units | null, lines: LeftOf): Units[number][] | null {
  return (
    asked?.flatMap(({ lineId, quantity }) => {
      const left = lines.find((line) => line.lineId === lineId)?.left ?? 0;
      return left > 0 ? [{ lineId, quantity: Math.min(quantity, left) }] : [];
    }) ?? null
  );
}

/**
 * Whether a refund of `given` gave whoever asked what they asked for: their units, or the last there was of them. `lines`
 * is what is left after it.
 */
export function isAnswered(asked: Units | null, given: Units, lines: LeftOf): boolean {
  if (asked === null) return lines.every(({ left }) => left === 0);
  return asked.every(({ lineId, quantity }) => {
    const back = given.find((line) => line.lineId === lineId)?.quantity ?? 0;
    return back >= quantity || !lines.some((line) => line.lineId === lineId && line.left > 0);
  });
}

/**
 * What a refund does to the order's vouchers: `back` are those that it gives back now, which are used until then, and `all`
 * those with what each is afterwards, and those that stay used. One that an earlier refund gave back is its holder's since:
 * this one does nothing to it, and says nothing of it.
 */
export function returnedBy<V extends { readonly voucherId: string; readonly state: string }>(
  plan: Extract<RefundPlan, { ok: true }>,
  kept: readonly V[],
): { all: { id: string; status: string }[]; back: V[] } {
  const back = kept.filter((one) => one.state === "used" && plan.vouchers[one.voucherId] !== "used");
  const all = kept
    .filter(({ state }) => state === "used")
    .map(({ voucherId }) => ({
      id: voucherId,
      status: plan.vouchers[voucherId] ?? "used",
    }));
  return { all, back };
}
