import { ok, type Result } from "@/lib/kernel/result";
import { completeOrder } from "@/lib/orders/change-order";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne, type Named } from "@/lib/platform/each-one";

/**
 * Marks many orders as handed over, each in a transaction of its own: what one refuses stops no other, and each refusal is
 * told (those of `completeOrder`; `not_found`). The same request id completes each once.
 */
export async function completeOrders(
  scope: Scope,
  { requestId, orders }: { readonly requestId: string; readonly orders: readonly Named[] },
): Promise<Result<EachOutcome>> {
  const work = (orderId: string, own: string) => completeOrder(scope, { requestId: own, orderId });
  return ok(await eachOne(requestId, orders, work));
}
