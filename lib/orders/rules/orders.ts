import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import type { OrderStatus } from "@/lib/orders/schema";

export type OrderFacts = {
  readonly status: OrderStatus;
  readonly expiresAt: Instant;
  readonly paymentRef: string | null;
  readonly completedAt: Instant | null;
};

/** Whether an order is brought to its member, also where that costs nothing, or their address was taken out since. False = it is collected, or nobody says. */
export function isDelivered(order: {
  readonly deliveryAddress: string | null;
  readonly deliveryMinor: number;
  readonly wasDelivered: boolean | null;
}): boolean {
  return order.deliveryAddress !== null || order.deliveryMinor > 0 || order.wasDelivered === true;
}

/** An order's status as people see it: one whose time ran out unpaid is cancelled from that very instant (U2). */
export function orderStatus(order: Pick<OrderFacts, "status" | "expiresAt">, now: Instant): OrderStatus {
  return order.status === "placed" && order.expiresAt <= now ? "cancelled" : order.status;
}

/**
 * Whether an order may be paid at `now` with this payment: `pay`, or `same` where it was paid with it already. Refusals:
 * `order_cancelled`, `order_expired`, `order_already_paid`.
 */
export function mayPay(order: OrderFacts, paymentRef: string, now: Instant): Result<"pay" | "same"> {
  if (order.status === "cancelled") return refuse("order_cancelled");
  if (order.status !== "placed")
    return order.paymentRef === paymentRef ? ok("same") : refuse("order_already_paid");
  return order.expiresAt <= now ? refuse("order_expired") : ok("pay");
}

/** Whether an order may be given up: only an unpaid one. Refusals: `order_cancelled`, `order_already_paid`. */
export function mayCancel(order: OrderFacts): Result<null> {
  if (order.status === "cancelled") return refuse("order_cancelled");
  return order.status === "placed" ? ok(null) : refuse("order_already_paid");
}

/**
 * Whether an order may be marked as handed over: a paid one, once. Refusals: `order_cancelled`, `order_not_paid`,
 * `order_completed`, `order_refunded`.
 */
export function mayComplete(order: OrderFacts): Result<null> {
  if (order.status === "cancelled") return refuse("order_cancelled");
  if (order.status === "placed") return refuse("order_not_paid");
  if (order.status === "refunded") return refuse("order_refunded");
  return order.completedAt === null ? ok(null) : refuse("order_completed");
}

/** Whether anything of an order may be given back. Refusals: `order_not_paid`, `order_cancelled`. */
export function mayRefund(order: OrderFacts): Result<null> {
  if (order.status === "cancelled") return refuse("order_cancelled");
  return order.status === "placed" ? refuse("order_not_paid") : ok(null);
}

/** An order's status after a refund: nothing left, or some of it. */
export function statusAfterRefund(isFinal: boolean): OrderStatus {
  return isFinal ? "refunded" : "partly_refunded";
}
