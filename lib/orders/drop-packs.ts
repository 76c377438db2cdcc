import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { type OrderRequest, takeOrder } from "@/lib/orders/change-order";
import { loadVouchersOf } from "@/lib/orders/repository/orders";
import { mayPay } from "@/lib/orders/rules/orders";
import { releaseUndeliverable } from "@/lib/packs/pay-purchase";
import { isBeingPaid } from "@/lib/payments/find-open";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Takes those packs off an unpaid order that cannot be delivered any more, so that the order can be paid without them: their
 * stock and their member's limits are free again. The same request id does it once. Refusals: `order_cancelled`,
 * `order_expired`, `order_already_paid`, `payment_under_way` (a provider was asked for the whole sum), `packs_available` (all
 * of them can be had).
 */
export async function dropPacks(
  scope: Scope,
  { requestId, orderId }: OrderRequest,
): Promise<Result<{ id: string; dropped: number }>> {
  const once = { route: "order.drop_packs", key: requestId, body: { orderId } };
  return await transactOnce(scope, once, async (tx): Promise<Result<{ id: string; dropped: number }>> => {
    const { order, now } = await takeOrder(tx, scope, orderId);
    const may = mayPay(order, "", now);
    if (!may.ok) return may;
    if (await isBeingPaid(tx, scope, { kind: "order", id: orderId })) return refuse("payment_under_way");
    const couponIds = (await loadVouchersOf(tx, scope, [orderId])).map(({ couponId }) => couponId);
    const { memberId } = order;
    const dropped = await releaseUndeliverable(tx, scope, orderId, { memberId, couponIds }, now);
    return dropped > 0 ? ok({ id: orderId, dropped }) : refuse("packs_available");
  });
}
