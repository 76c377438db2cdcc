import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { type HeldCoupon, holdForUse, spendReserved } from "@/lib/coupons/spend-budget";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { lockMember } from "@/lib/members/lock-member";
import { notePayment } from "@/lib/members/note-payment";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { giveUp } from "@/lib/orders/expire-orders";
import {
  changeOrder,
  findOrder,
  findOwner,
  loadLines,
  loadVouchersOf,
  lockOrder,
  markVouchers,
  type Order,
} from "@/lib/orders/repository/orders";
import { isDelivered, mayCancel, mayComplete, mayPay } from "@/lib/orders/rules/orders";
import { type OrderView, orderView } from "@/lib/orders/rules/view";
import { type LockedPaying, lockPacksOfOrder, packsOfOrder, payPacksOfOrder } from "@/lib/packs/pay-purchase";
import { closePageOf } from "@/lib/payments/close-page";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { moveAll } from "@/lib/vouchers/move-vouchers";

export type OrderRequest = { readonly requestId: string; readonly orderId: string };

/**
 * An order under lock with its member's row and then its coupons before it, and the database's clock after all; another merchant's, another
 * store's or another member's order is not found.
 */
export async function takeOrder(
  tx: Tx,
  scope: Scope,
  orderId: string,
): Promise<{ order: Order; held: readonly HeldCoupon[]; now: Instant }> {
  const owner = await findOwner(tx, scope, orderId);
  if (!owner || !isTheirs(scope, owner)) throw new AppError("not_found");
  if (owner.memberId) await lockMember(tx, scope, owner.memberId);
  const held = await holdForUse(tx, scope, owner.couponIds);
  const order = await lockOrder(tx, scope, orderId);
  if (!order) throw new AppError("not_found");
  return { order, held, now: await databaseNow(tx) };
}

/** An order for whoever changes nothing: not locked, and what else is read of it must be of the same moment. Not found as for `takeOrder`. */
export async function lookAtOrder(
  tx: Tx,
  scope: Scope,
  orderId: string,
): Promise<{ order: Order; now: Instant }> {
  const order = await findOrder(tx, scope, orderId);
  if (!order || !isTheirs(scope, order)) throw new AppError("not_found");
  return { order, now: await databaseNow(tx) };
}

function isTheirs(scope: Scope, owner: { memberId: string | null; storeId: string }): boolean {
  if (scope.actor.type === "member") return owner.memberId === scope.actor.id;
  return scope.storeIds === "all" || scope.storeIds.includes(owner.storeId);
}

/**
 * Pays an order: its vouchers are used, once, its member is new no more (U3), and the packs bought with it are delivered. Paid already with the same reference, it
 * stays as it is. Nothing is tested again: price and vouchers were fixed when it was placed. Refusals: `order_cancelled`,
 * `order_expired`, `order_already_paid`, `pack_unavailable{couponId}`.
 */
export async function payOrder(
  scope: Scope,
  { requestId, orderId, paymentRef }: OrderRequest & { readonly paymentRef: string },
): Promise<Result<OrderView>> {
  const once = { route: "order.pay", key: requestId, body: { orderId, paymentRef } };
  return await transactOnce(scope, once, (tx) => payInside(tx, scope, { orderId, paymentRef }));
}

/** As `payOrder`, in the transaction of whoever was told of the payment. */
export async function payInside(
  tx: Tx,
  scope: Scope,
  { orderId, paymentRef }: { readonly orderId: string; readonly paymentRef: string },
): Promise<Result<OrderView>> {
  const { order, held, now } = await takeOrder(tx, scope, orderId);
  const may = mayPay(order, paymentRef, now);
  if (!may.ok) return may;
  if (may.value === "same") return ok(await viewOf(tx, scope, order));
  const { memberId, totalMinor: paidMinor } = order;
  const packs = await lockPacks(tx, scope, order);
  if (!packs.ok) return packs;
  const kept = await loadVouchersOf(tx, scope, [orderId]);
  const paid = { status: "paid", paidMinor, paidAt: now, paymentRef } as const;
  await changeOrder(tx, scope, orderId, "placed", paid);
  await markVouchers(tx, scope, [orderId], { from: "reserved", to: "used", now });
  if (memberId) await notePayment(tx, scope, memberId, now);
  await closePageOf(tx, scope, { kind: "order", id: orderId }, paymentRef);
  await tell(tx, scope, "order.pay", order, { status: "paid", paidMinor, paymentRef });
  await payPacksOfOrder(tx, scope, packs.value, paymentRef);
  const voucherIds = kept.map(({ voucherId }) => voucherId);
  await moveAll(tx, scope, "redeemReserved", { voucherIds, cause: { orderId }, now });
  await spendReserved(
    tx,
    scope,
    held,
    kept.map(({ couponId, discountMinor, deliveryDiscountMinor }) => ({
      couponId,
      offMinor: discountMinor + deliveryDiscountMinor,
    })),
  );
  return ok(await viewOf(tx, scope, { ...order, ...paid }));
}

/** Tells whether the packs of a locked order can be delivered once it is paid, under locks. Refusal: `pack_unavailable{couponId}`. */
export async function lockPacks(
  tx: Tx,
  scope: Scope,
  { id, memberId }: Order,
): Promise<Result<LockedPaying[]>> {
  const kept = await loadVouchersOf(tx, scope, [id]);
  const couponIds = kept.map(({ couponId }) => couponId);
  return await lockPacksOfOrder(tx, scope, id, { memberId, couponIds });
}

async function viewOf(tx: Tx, scope: Scope, order: Order): Promise<OrderView> {
  const lines = await loadLines(tx, scope, order.id);
  const refunded = Object.fromEntries(lines.map((line) => [line.lineId, line.refundedQuantity]));
  return orderView(order, refunded, await packsOfOrder(tx, scope, order.id));
}

/**
 * Gives up an unpaid order; its vouchers come back (U4). The same request id does it once. Refusals: `order_cancelled`,
 * `order_already_paid`.
 */
export async function cancelOrder(
  scope: Scope,
  { requestId, orderId }: OrderRequest,
): Promise<Result<OrderView>> {
  const once = { route: "order.cancel", key: requestId, body: { orderId } };
  return await transactOnce(scope, once, async (tx) => {
    const { order, held, now } = await takeOrder(tx, scope, orderId);
    const may = mayCancel(order);
    if (!may.ok) return may;
    await giveUp(tx, scope, { order, held }, scope.actor.type === "member" ? "member" : "merchant", now);
    return ok(await viewOf(tx, scope, { ...order, status: "cancelled", cancelledAt: now }));
  });
}

/**
 * Marks a paid order as handed over: from then on a refund does not bring its coupons back (U4). Refusals:
 * `order_cancelled`, `order_not_paid`, `order_refunded`, `order_completed`.
 */
export async function completeOrder(
  scope: Scope,
  { requestId, orderId }: OrderRequest,
): Promise<Result<OrderView>> {
  const once = { route: "order.complete", key: requestId, body: { orderId } };
  return await transactOnce(scope, once, async (tx) => {
    const { order, now } = await takeOrder(tx, scope, orderId);
    const may = mayComplete(order);
    if (!may.ok) return may;
    const status = order.status === "paid" ? "completed" : order.status;
    await changeOrder(tx, scope, orderId, order.status, { status, completedAt: now });
    await tell(tx, scope, "order.complete", order, { status, completedAt: now.toISOString() });
    return ok(await viewOf(tx, scope, { ...order, status, completedAt: now }));
  });
}

const told: Readonly<Record<string, string>> = {
  "order.pay": "order.paid",
  "order.complete": "order.completed",
};

async function tell(
  tx: Tx,
  scope: Scope,
  action: "order.pay" | "order.complete",
  order: Order,
  after: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { id: objectId, memberId, totalMinor } = order;
  const before = { status: order.status };
  await recordAudit(tx, scope, [{ action, objectType: "order", objectId, before, after }]);
  const payload = { memberId, totalMinor, isDelivered: isDelivered(order) };
  await announce(tx, scope, [{ type: told[action] ?? action, subjectId: objectId, payload }]);
}
