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

/** How many units of each line were not given back yet. */
export function leftOf(
  lines: readonly Pick<StoredLine, "lineId" | "quantity" | "refundedQuantity">[],
): LeftOf {
  return lines.map(({ lineId, quantity, refundedQuantity }) => ({
    lineId,
    left: quantity - refundedQuantity,
  }));
}

/**
 * What a request still asks for: its units without those `given` back since, and no more than is `left` of their lines; null =
 * all that is left of the order.
 */
export function stillAsked(asked: Units | null, lines: LeftOf, given: Units): Units[number][] | null {
  return (
    asked?.flatMap(({ lineId, quantity }) => {
      const back = given.reduce((sum, one) => sum + (one.lineId === lineId ? one.quantity : 0), 0);
      const left = lines.find((line) => line.lineId === lineId)?.left ?? 0;
      const units = Math.min(quantity - back, left);
      return units > 0 ? [{ lineId, quantity: units }] : [];
    }) ?? null
  );
}

/** Whether what was `given` back since a request leaves nothing of it to be given. */
export function isAnswered(asked: Units | null, lines: LeftOf, given: Units): boolean {
  const rest = stillAsked(asked, lines, given);
  return rest === null ? lines.every(({ left }) => left === 0) : rest.length === 0;
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
