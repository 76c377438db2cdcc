import type { Instant } from "@/lib/kernel/time";
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
  readonly paidMinor: number;
  readonly refundedMinor: number;
  readonly paymentRef: string | null;
  readonly placedAt: Instant;
  readonly expiresAt: Instant;
  readonly paidAt: Instant | null;
  readonly completedAt: Instant | null;
  readonly cancelledAt: Instant | null;
};

/** An order as api.md has it; `refunded` is how many units of each line were given back, by line id. Plain JSON. */
export function orderView(order: ViewedOrder, refunded: Readonly<Record<string, number>>) {
  const { id, number, status, storeId, region, memberId, quote, paidMinor, refundedMinor, paymentRef } =
    order;
  return {
    ...{ id, number, status, storeId, region, memberId, quote, paidMinor, refundedMinor, paymentRef },
    lines: quote.lines.map((line) => ({ lineId: line.id, refundedQuantity: refunded[line.id] ?? 0 })),
    placedAt: order.placedAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    completedAt: order.completedAt?.toISOString() ?? null,
    cancelledAt: order.cancelledAt?.toISOString() ?? null,
  };
}
export type OrderView = ReturnType<typeof orderView>;
