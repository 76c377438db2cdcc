import { inTransaction } from "@/db/transaction";
import { ok, type Result } from "@/lib/kernel/result";
import { countReveal } from "@/lib/members/reveal-contact";
import { recordAudit } from "@/lib/merchants/record-audit";
import { lookAtOrder } from "@/lib/orders/change-order";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Where an order is delivered, whole; that it was looked at is in the audit log before it is told, as of a phone (S-38). Null =
 * there is no address, or none any more. Refusal: `too_many_reveals{until}`. Throws `not_found` for an order out of reach.
 */
export async function revealAddress(
  scope: Scope,
  orderId: string,
): Promise<Result<{ readonly address: string | null }>> {
  const counted = await countReveal(scope);
  if (!counted.ok) return counted;
  return await inTransaction(async (tx) => {
    const { order } = await lookAtOrder(tx, scope, orderId);
    await recordAudit(tx, scope, [{ action: "order.reveal", objectType: "order", objectId: orderId }]);
    return ok({ address: order.deliveryAddress });
  });
}
