import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { type OrderRequest, takeOrder } from "@/lib/orders/change-order";
import { loadVouchersOf } from "@/lib/orders/repository/orders";
import { mayPay } from "@/lib/orders/rules/orders";
import { settlePayment } from "@/lib/orders/settle-payment";
import { lockUndeliverable } from "@/lib/packs/pay-purchase";
import { giveUpPurchases } from "@/lib/packs/release-unpaid";
import { endTry } from "@/lib/payments/close-page";
import { isBeingPaid } from "@/lib/payments/find-open";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Takes those packs off an unpaid order that cannot be delivered any more, so that the order can be paid without them: their
 * stock and their member's limits are free again. A page where the whole sum is being paid is closed first. The same request id
 * does it once. Refusals: `order_cancelled`, `order_expired`, `order_already_paid`, `payment_under_way` (the provider did not
 * close that page), `packs_available` (all of them can be had).
 */
export async function dropPacks(
  scope: Scope,
  { requestId, orderId }: OrderRequest,
): Promise<Result<Dropped>> {
  const request = { requestId, orderId };
  const dropped = await drop(scope, request);
  if (dropped.ok || dropped.refusal.code !== "payment_under_way") return dropped;
  await endTry(scope, settlePayment, { kind: "order", id: orderId });
  return await drop(scope, request);
}

type Dropped = { readonly id: string; readonly dropped: number };

async function drop(scope: Scope, { requestId, orderId }: OrderRequest): Promise<Result<Dropped>> {
  const once = { route: "order.drop_packs", key: requestId, body: { orderId } };
  return await transactOnce(scope, once, async (tx): Promise<Result<Dropped>> => {
    const { order, now } = await takeOrder(tx, scope, orderId);
    const may = mayPay(order, "", now);
    if (!may.ok) return may;
    const couponIds = (await loadVouchersOf(tx, scope, [orderId])).map(({ couponId }) => couponId);
    const { memberId } = order;
    const gone = await lockUndeliverable(tx, scope, orderId, { memberId, couponIds });
    // Before it is asked who pays: a page on which all of it can be paid stays open.
    if (gone.length === 0) return refuse("packs_available");
    if (await isBeingPaid(tx, scope, { kind: "order", id: orderId })) return refuse("payment_under_way");
    await giveUpPurchases(tx, scope, gone, scope.actor.type === "member" ? "member" : "merchant", now);
    return ok({ id: orderId, dropped: gone.length });
  });
}
