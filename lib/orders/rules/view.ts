import type { Instant } from "@/lib/kernel/time";
import { isDelivered } from "@/lib/orders/rules/orders";
import { toPayMinor } from "@/lib/orders/rules/with-packs";
import type { OrderStatus } from "@/lib/orders/schema";
import type { Quote } from "@/lib/pricing/shapes";

export type ViewedOrder = {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly storeId: string;
  /** The part of the store's floor; null = nobody said. */
  readonly region: string | null;
  readonly memberId: string | null;
  readonly quote: Quote;
  /** Where its member has it delivered; null = it is collected, or nobody says. */
  readonly deliveryAddress: string | null;
  /** True where that was taken out since. */
  readonly wasDelivered: boolean | null;
  readonly paidMinor: number;
  readonly refundedMinor: number;
  readonly paymentRef: string | null;
  readonly placedAt: Instant;
  readonly expiresAt: Instant;
  readonly paidAt: Instant | null;
  readonly completedAt: Instant | null;
  readonly cancelledAt: Instant | null;
};

/** A pack bought with an order: paid with it in one sum, refunded by its own rules. */
export type ViewedPack = {
  readonly id: string;
  readonly packId: string;
  readonly status: string;
  readonly priceMinor: number;
};

/**
 * An order as api.md has it, and what is to be paid for it now with its packs; `refunded` is how many units of each line were
 * given back, by line id. Plain JSON.
 */
export function orderView(
  order: ViewedOrder,
  refunded: Readonly<Record<string, number>>,
  packs: readonly ViewedPack[],
) {
  const { id, number, status, storeId, region, memberId, quote, paidMinor, refundedMinor, paymentRef } =
    order;
  return {
    ...{ id, number, status, storeId, region, memberId, quote, paidMinor, refundedMinor, paymentRef },
    isDelivered: isDelivered({ ...order, deliveryMinor: quote.deliveryMinor }),
    toPayMinor: toPayMinor({ status, totalMinor: quote.totalMinor }, packs),
    packs: packs.map((pack) => ({
      ...{ id: pack.id, packId: pack.packId, status: pack.status, priceMinor: pack.priceMinor },
    })),
    lines: quote.lines.map((line) => ({ lineId: line.id, refundedQuantity: refunded[line.id] ?? 0 })),
    placedAt: order.placedAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    completedAt: order.completedAt?.toISOString() ?? null,
    cancelledAt: order.cancelledAt?.toISOString() ?? null,
  };
}
export type OrderView = ReturnType<typeof orderView>;
