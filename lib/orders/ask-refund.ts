import type { Tx } from "@/db/client";
import { newId } from "@/lib/kernel/id";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { takeOrder } from "@/lib/orders/change-order";
import { refundInside } from "@/lib/orders/refund-order";
import { loadLines } from "@/lib/orders/repository/orders";
import { loadGivenSince } from "@/lib/orders/repository/refunds";
import { closeRequest, findOpenRequest, insertRequest } from "@/lib/orders/repository/requests";
import { mayRefund } from "@/lib/orders/rules/orders";
import { leftOf, stillAsked } from "@/lib/orders/rules/refund";
import type { AskRefundInput, DecideRefundInput } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

/**
 * A member asks for their money back, for units of their order or all of it; one open request an order. The same request id
 * asks once. Refusals: `order_cancelled`, `order_not_paid`, `order_refunded`, `refund_asked`.
 */
export async function askRefund(
  scope: Scope,
  { requestId, ...ask }: AskRefundInput & { readonly requestId: string },
): Promise<Result<{ id: string }>> {
  return await transactOnce(scope, { route: "order.ask_refund", key: requestId, body: ask }, async (tx) => {
    const { order, now } = await takeOrder(tx, scope, ask.orderId);
    const may = mayRefund(order);
    if (!may.ok) return may;
    if (order.status === "refunded") return refuse("order_refunded");
    if (await findOpenRequest(tx, scope, order.id)) return refuse("refund_asked");
    const id = newId("rrq");
    const { lines, reason } = ask;
    const row = { id, orderId: order.id, memberId: order.memberId ?? "", lines, reason, createdAt: now };
    await insertRequest(tx, scope, row);
    // Not the words: the log outlives the member's data, and they may not.
    await note(tx, scope, "order.ask_refund", order.id, { refundRequestId: id });
    const payload = { memberId: order.memberId, requestId: id };
    await announce(tx, scope, [{ type: "order.refund_asked", subjectId: order.id, payload }]);
    return ok({ id });
  });
}

/** A member takes their open request back. Refusals: `refund_not_asked`. */
export async function withdrawRefund(
  scope: Scope,
  { requestId, orderId }: { readonly requestId: string; readonly orderId: string },
): Promise<Result<{ id: string }>> {
  const once = { route: "order.withdraw_refund", key: requestId, body: { orderId } };
  return await transactOnce(scope, once, async (tx) => {
    const { order, now } = await takeOrder(tx, scope, orderId);
    const open = await findOpenRequest(tx, scope, order.id);
    if (!open) return refuse("refund_not_asked");
    await closeRequest(tx, scope, open.id, { status: "withdrawn", answer: "", now });
    await note(tx, scope, "order.withdraw_refund", order.id, {});
    return ok({ id: open.id });
  });
}

/**
 * Grants or declines a member's open request; granted, the refund is made in the same transaction, as the member's (U4).
 * Refusals: `refund_not_asked`, and those of a refund.
 */
export async function decideRefund(
  scope: Scope,
  { requestId, ...decision }: DecideRefundInput & { readonly requestId: string },
): Promise<Result<{ id: string; refundMinor: number }>> {
  const once = { route: "order.decide_refund", key: requestId, body: decision };
  return await transactOnce(scope, once, async (tx) => {
    const { order, now } = await takeOrder(tx, scope, decision.orderId);
    const open = await findOpenRequest(tx, scope, order.id);
    if (!open) return refuse("refund_not_asked");
    const { answer, granted } = decision;
    if (granted) {
      // Some of it may have been given back since without being asked.
      const left = leftOf(await loadLines(tx, scope, order.id));
      const { reason } = open;
      const given = await loadGivenSince(tx, scope, order.id, open.createdAt);
      const lines = stillAsked(open.lines, left, given);
      const made = await refundInside(tx, scope, order.id, { by: "member", lines, reason });
      if (!made.ok) return made;
      await closeRequest(tx, scope, open.id, { status: "granted", answer, now });
      return ok({ id: open.id, refundMinor: made.value.refundMinor });
    }
    await closeRequest(tx, scope, open.id, { status: "declined", answer, now });
    await note(tx, scope, "order.decline_refund", order.id, { refundRequestId: open.id });
    return ok({ id: open.id, refundMinor: 0 });
  });
}

async function note(
  tx: Tx,
  scope: Scope,
  action: string,
  objectId: string,
  after: Readonly<Record<string, unknown>>,
): Promise<void> {
  await recordAudit(tx, scope, [{ action, objectType: "order", objectId, after }]);
}
