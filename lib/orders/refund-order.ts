import type { Tx } from "@/db/client";
import { databaseNow, inTransaction, readOneMoment } from "@/db/transaction";
import { type HeldCoupon, returnBudget } from "@/lib/coupons/spend-budget";
import { newId } from "@/lib/kernel/id";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { lookAtOrder, takeOrder } from "@/lib/orders/change-order";
import {
  addRefunded,
  changeOrder,
  loadLines,
  loadVouchersOf,
  markVouchers,
  type Order,
  type OrderVoucher,
} from "@/lib/orders/repository/orders";
import { insertRefund, loadGivenSince } from "@/lib/orders/repository/refunds";
import { closeRequest, findOpenRequest } from "@/lib/orders/repository/requests";
import { loadNamed } from "@/lib/orders/repository/vouchers";
import { candidateOf } from "@/lib/orders/rules/candidates";
import { mayRefund, statusAfterRefund } from "@/lib/orders/rules/orders";
import { isAnswered, leftOf, paidOrder, returnedBy } from "@/lib/orders/rules/refund";
import type { RefundInput } from "@/lib/orders/schema";
import { canGiveBack, giveBackOf } from "@/lib/payments/settle-payment";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { planRefund } from "@/lib/pricing/refund";
import type { PaidOrder, RefundPlan } from "@/lib/pricing/shapes";
import { moveAll } from "@/lib/vouchers/move-vouchers";

export type RefundOrder = {
  readonly requestId: string;
  readonly orderId: string;
  readonly refund: RefundInput;
};

export type Refunded = {
  readonly id: string;
  readonly refundMinor: number;
  readonly vouchers: { readonly id: string; readonly status: string }[];
  readonly status: Order["status"];
};

type Planned = Extract<RefundPlan, { ok: true }>;

/**
 * Gives back units of a paid order: exactly what they cost, and the delivery charge with the last of them (pricing.md
 * section 9). Vouchers come back by their own rules (U4). The money is reserved with it and moves after the commit, by who took it. A member's
 * open request that is answered by it is closed as granted. The same request id refunds once. Refusals: `order_cancelled`,
 * `order_not_paid`, `refund_exceeds_order`,
 * `refund_not_payable` (the provider that was paid has no such amount of that currency).
 */
export async function refundOrder(
  scope: Scope,
  { requestId, orderId, refund }: RefundOrder,
): Promise<Result<Refunded>> {
  const once = { route: "order.refund", key: requestId, body: { orderId, ...refund } };
  return await transactOnce(scope, once, async (tx) => {
    const made = await refundInside(tx, scope, orderId, refund);
    if (made.ok) await answerRequest(tx, scope, orderId);
    return made;
  });
}

/** Closes the request that a refund without it has answered: nobody could grant it any more. */
async function answerRequest(tx: Tx, scope: Scope, orderId: string): Promise<void> {
  const open = await findOpenRequest(tx, scope, orderId);
  if (!open) return;
  const left = leftOf(await loadLines(tx, scope, orderId));
  const given = await loadGivenSince(tx, scope, orderId, open.createdAt);
  if (!isAnswered(open.lines, left, given)) return;
  const now = await databaseNow(tx);
  await closeRequest(tx, scope, open.id, { status: "granted", answer: "", now });
}

/**
 * What a refund would give back now, and what would become of the order's vouchers: the plan that `refundOrder` makes, and
 * nothing of it done, nor anything locked: who looks waits for nobody, and nobody for them. Refusals: those of `refundOrder`.
 */
export async function previewRefund(
  scope: Scope,
  orderId: string,
  refund: RefundInput,
): Promise<Result<RefundPreview>> {
  return await inTransaction(async (tx) => {
    await readOneMoment(tx);
    const found = await planOf(tx, scope, await lookAtOrder(tx, scope, orderId), refund);
    if (!found.ok) return found;
    const { plan, kept } = found.value;
    const { refundMinor, lines, final } = plan;
    return ok({ refundMinor, lines: [...lines], isFinal: final, vouchers: returnedBy(plan, kept).all });
  });
}

export type RefundPreview = {
  readonly refundMinor: number;
  readonly lines: { readonly lineId: string; readonly quantity: number }[];
  /** Nothing would be left of the order. */
  readonly isFinal: boolean;
  readonly vouchers: { readonly id: string; readonly status: string }[];
};

/** As `refundOrder`, in the transaction of whoever decides it. */
export async function refundInside(
  tx: Tx,
  scope: Scope,
  orderId: string,
  refund: RefundInput,
): Promise<Result<Refunded>> {
  const { held, ...taken } = await takeOrder(tx, scope, orderId);
  const found = await planOf(tx, scope, taken, refund);
  return found.ok ? ok(await keep(tx, scope, { ...taken, ...found.value, held, refund })) : found;
}

async function planOf(
  tx: Tx,
  scope: Scope,
  { order, now }: Pick<Keeping, "order" | "now">,
  refund: RefundInput,
): Promise<Result<Pick<Keeping, "plan" | "kept">>> {
  const may = mayRefund(order);
  if (!may.ok) return may;
  const kept = await loadVouchersOf(tx, scope, [order.id]);
  const facts = await loadPaid(tx, scope, order, kept, now);
  const plan = planRefund(facts, { by: refund.by, lines: refund.lines ?? null, at: now });
  if (!plan.ok) return refuse(plan.code);
  const canGo = await canGiveBack(tx, scope, { kind: "order", id: order.id }, plan.refundMinor);
  return canGo ? ok({ plan, kept }) : refuse("refund_not_payable");
}

/** A paid order as pricing takes it, with the terms its vouchers were issued under. */
async function loadPaid(
  tx: Tx,
  scope: Scope,
  order: Order,
  kept: readonly OrderVoucher[],
  now: Instant,
): Promise<PaidOrder> {
  const lines = await loadLines(tx, scope, order.id);
  const rows = await loadNamed(
    tx,
    scope,
    kept.map(({ voucherId }) => voucherId),
    now,
  );
  const none = new Map<string, number>();
  return paidOrder(
    order,
    lines,
    rows.map((row) => candidateOf(row, none, now)),
  );
}

type Keeping = {
  readonly order: Order;
  readonly held: readonly HeldCoupon[];
  readonly refund: RefundInput;
  readonly plan: Planned;
  readonly kept: readonly OrderVoucher[];
  readonly now: Instant;
};

async function keep(tx: Tx, scope: Scope, keeping: Keeping): Promise<Refunded> {
  const { order, held, refund, plan, kept, now } = keeping;
  const { refundMinor, lines, final } = plan;
  const id = newId("rfd");
  const status = statusAfterRefund(final);
  const refundedMinor = order.refundedMinor + refundMinor;
  const { all, back } = returnedBy(plan, kept);
  await changeOrder(tx, scope, order.id, order.status, { status, refundedMinor });
  await addRefunded(tx, scope, order.id, lines);
  const { by, reason } = refund;
  const deliveryPaid = order.deliveryMinor - order.deliveryDiscountMinor;
  const deliveryMinor = final ? Math.min(refundMinor, deliveryPaid) : 0;
  const row = { id, orderId: order.id, by, reason, amountMinor: refundMinor, deliveryMinor, at: now };
  await insertRefund(tx, scope, { ...row, lines: [...lines], vouchers: all });
  const money = { refundId: id, amountMinor: refundMinor, now };
  await giveBackOf(tx, scope, { kind: "order", id: order.id }, money);
  const voucherIds = back.map(({ voucherId }) => voucherId);
  await markVouchers(tx, scope, [order.id], { from: "used", to: "returned", now, voucherIds });
  await tell(tx, scope, order, { id, refundMinor, status, by });
  await moveAll(tx, scope, "return", { voucherIds, cause: { orderId: order.id, refundId: id }, now });
  await returnBudget(
    tx,
    scope,
    held,
    "used",
    back.map(({ couponId, discountMinor, deliveryDiscountMinor }) => ({
      couponId,
      offMinor: discountMinor + deliveryDiscountMinor,
    })),
  );
  return { id, refundMinor, vouchers: all, status };
}

async function tell(
  tx: Tx,
  scope: Scope,
  order: Order,
  { id, refundMinor, status, by }: { id: string; refundMinor: number; status: string; by: string },
): Promise<void> {
  await recordAudit(tx, scope, [
    {
      ...{ action: "order.refund", objectType: "order", objectId: order.id },
      before: { status: order.status, refundedMinor: order.refundedMinor },
      after: { status, refundedMinor: order.refundedMinor + refundMinor, refundId: id, by },
    },
  ]);
  const payload = { memberId: order.memberId, refundId: id, refundMinor, paymentRef: order.paymentRef };
  await announce(tx, scope, [
    {
      type: status === "refunded" ? "order.refunded" : "order.partly_refunded",
      subjectId: order.id,
      payload,
    },
  ]);
}
