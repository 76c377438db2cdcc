import type { Tx } from "@/db/client";
import { auditEntries } from "@/db/schema/merchants";
import { holdForUse, reserveBudget, returnBudget, spendReserved } from "@/lib/coupons/spend-budget";
import { newCode, newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import { notePayment } from "@/lib/members/note-payment";
import { loadCart } from "@/lib/orders/load-cart";
import {
  addRefunded,
  changeOrder,
  insertOrders,
  loadLines,
  loadVouchersOf,
  lockOrder,
  markVouchers,
  type Order,
  type OrderVoucher,
} from "@/lib/orders/repository/orders";
import { insertRefund } from "@/lib/orders/repository/refunds";
import { loadNamed } from "@/lib/orders/repository/vouchers";
import { candidateOf } from "@/lib/orders/rules/candidates";
import { statusAfterRefund } from "@/lib/orders/rules/orders";
import { lineRows, orderRow, spentOf, voucherRows } from "@/lib/orders/rules/place";
import { paidOrder, returnedBy } from "@/lib/orders/rules/refund";
import type { OrderInput, RefundInput } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { priceCart } from "@/lib/pricing/price-cart";
import { planRefund } from "@/lib/pricing/refund";
import { moveAll } from "@/lib/vouchers/move-vouchers";

/*
 * What the use cases of orders do, at an instant of the past: the same rules, rows and counters, without the locks that only
 * what happens now needs.
 */

type Change = "place" | "pay" | "complete" | "cancel" | "refund" | "ask_refund";

/** The entry in the audit log, at its time: an order's page tells its history from them. */
export async function noteAt(tx: Tx, scope: Scope, objectId: string, change: Change, at: Instant) {
  const { merchantId, actor, requestId } = scope;
  const by = { merchantId, actorType: actor.type, actorId: actor.id, requestId };
  const entry = { id: newId("aud", at.getTime()), at, objectType: "order", objectId };
  await tx.insert(auditEntries).values({ ...by, ...entry, action: `order.${change}` });
}

/** An order placed at `at` with the best of the member's coupons on it. */
export async function placeAt(tx: Tx, scope: Scope, order: OrderInput, at: Instant): Promise<string> {
  const loaded = await loadCart(tx, scope, order, { at, now: at });
  if (!loaded.ok) throw new Error(`no such order can be placed: ${loaded.refusal.code}`);
  const { cart, candidates, choice, products, store } = loaded.value;
  const quote = priceCart(cart, candidates, choice);
  const id = newId("ord", at.getTime());
  const { refundBasis } = store;
  const row = orderRow({ id, number: newCode(8), order, quote, now: at, actor: scope.actor, refundBasis });
  const kept = voucherRows(quote, candidates, at);
  const couponIds = [...new Set(kept.map(({ couponId }) => couponId))];
  const held = await holdForUse(tx, scope, couponIds);
  const lines = lineRows(cart.lines, quote, products);
  await insertOrders(tx, scope, [{ order: row, lines, vouchers: kept }]);
  const voucherIds = kept.map(({ voucherId }) => voucherId);
  await moveAll(tx, scope, "reserve", { voucherIds, cause: { orderId: id }, now: at });
  const limited = new Set(held.filter(({ hasBudget }) => hasBudget).map((coupon) => coupon.id));
  await reserveBudget(
    tx,
    scope,
    spentOf(quote).filter(({ couponId }) => limited.has(couponId)),
  );
  await noteAt(tx, scope, id, "place", at);
  return id;
}

async function taken(tx: Tx, scope: Scope, id: string) {
  const order = await lockOrder(tx, scope, id);
  if (!order) throw new Error(`there is no order ${id}`);
  const kept = await loadVouchersOf(tx, scope, [id]);
  const couponIds = kept.map(({ couponId }) => couponId);
  return { order, kept, held: await holdForUse(tx, scope, [...new Set(couponIds)]) };
}

const off = (kept: readonly OrderVoucher[]) =>
  kept.map(({ couponId, discountMinor, deliveryDiscountMinor }) => ({
    couponId,
    offMinor: discountMinor + deliveryDiscountMinor,
  }));
const idsOf = (kept: readonly OrderVoucher[]) => kept.map(({ voucherId }) => voucherId);

/** It was paid at `at`; its coupons are used. */
export async function payAt(tx: Tx, scope: Scope, id: string, at: Instant): Promise<void> {
  const { order, held, kept } = await taken(tx, scope, id);
  const { totalMinor: paidMinor, memberId } = order;
  const paid = { status: "paid", paidMinor, paidAt: at, paymentRef: `slip ${order.number}` } as const;
  await changeOrder(tx, scope, id, "placed", paid);
  await markVouchers(tx, scope, [id], { from: "reserved", to: "used", now: at });
  if (memberId) await notePayment(tx, scope, memberId, at);
  await moveAll(tx, scope, "redeemReserved", { voucherIds: idsOf(kept), cause: { orderId: id }, now: at });
  await spendReserved(tx, scope, held, off(kept));
  await noteAt(tx, scope, id, "pay", at);
}

/** It was handed over at `at`. */
export async function completeAt(tx: Tx, scope: Scope, id: string, at: Instant): Promise<void> {
  await changeOrder(tx, scope, id, "paid", { status: "completed", completedAt: at });
  await noteAt(tx, scope, id, "complete", at);
}

/** Its member gave it up at `at`, unpaid; its coupons went back. */
export async function cancelAt(tx: Tx, scope: Scope, id: string, at: Instant): Promise<void> {
  const { held, kept } = await taken(tx, scope, id);
  const cancelled = { status: "cancelled", cancelledAt: at, cancelledBy: "member" } as const;
  await changeOrder(tx, scope, id, "placed", cancelled);
  await markVouchers(tx, scope, [id], { from: "reserved", to: "released", now: at });
  await moveAll(tx, scope, "release", { voucherIds: idsOf(kept), cause: { orderId: id }, now: at });
  await returnBudget(tx, scope, held, "reserved", off(kept));
  await noteAt(tx, scope, id, "cancel", at);
}

/** Some of it was given back at `at`. */
export async function refundAt(
  tx: Tx,
  scope: Scope,
  orderId: string,
  refund: RefundInput,
  at: Instant,
): Promise<void> {
  const { order, held, kept } = await taken(tx, scope, orderId);
  const plan = await planOf(tx, scope, { order, kept, refund, at });
  const { refundMinor, lines, final } = plan;
  const refundedMinor = order.refundedMinor + refundMinor;
  const { all, back } = returnedBy(plan, kept);
  await changeOrder(tx, scope, orderId, order.status, { status: statusAfterRefund(final), refundedMinor });
  await addRefunded(tx, scope, orderId, lines);
  const id = newId("rfd", at.getTime());
  const { by, reason } = refund;
  const row = { id, orderId, by, reason, amountMinor: refundMinor, deliveryMinor: 0, at };
  await insertRefund(tx, scope, { ...row, lines: [...lines], vouchers: all });
  const voucherIds = idsOf(back);
  await markVouchers(tx, scope, [orderId], { from: "used", to: "returned", now: at, voucherIds });
  await moveAll(tx, scope, "return", { voucherIds, cause: { orderId, refundId: id }, now: at });
  await returnBudget(tx, scope, held, "used", off(back));
  await noteAt(tx, scope, orderId, "refund", at);
}

type Refunding = { order: Order; kept: readonly OrderVoucher[]; refund: RefundInput; at: Instant };

async function planOf(tx: Tx, scope: Scope, { order, kept, refund, at }: Refunding) {
  const rows = await loadNamed(tx, scope, idsOf(kept), at);
  const candidates = rows.map((row) => candidateOf(row, new Map(), at));
  const paid = paidOrder(order, await loadLines(tx, scope, order.id), candidates);
  const plan = planRefund(paid, { by: refund.by, lines: refund.lines ?? null, at });
  if (!plan.ok) throw new Error(`the demo gives back more than there is: ${plan.code}`);
  return plan;
}
