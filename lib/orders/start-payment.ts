import type { Result } from "@/lib/kernel/result";
import { orderPayable } from "@/lib/orders/settle-payment";
import { type StartedPayment, startPaying } from "@/lib/payments/start-payment";
import type { Scope } from "@/lib/platform/auth/scope";

export type StartPayment = {
  readonly orderId: string;
  /** Where they come back to when they are done: a path of this site, which the caller makes of ids, always the same. */
  readonly returnPath: string;
  /** As that, where they gave up. */
  readonly cancelPath: string;
};

/**
 * Opens a page where an unpaid order is paid, the packs bought with it included (`startPaying`). One that costs nothing is
 * paid at once and leads back. Refusals: `payments_not_connected`, `payment_unavailable` (try again), `amount_not_payable`,
 * `order_cancelled`, `order_expired`, `order_already_paid`, `pack_unavailable{couponId}`. Throws `not_found`.
 */
export async function startPayment(
  scope: Scope,
  { orderId, ...ask }: StartPayment,
): Promise<Result<StartedPayment>> {
  return await startPaying(scope, orderPayable, { id: orderId, ...ask });
}
