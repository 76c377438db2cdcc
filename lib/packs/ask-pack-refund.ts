import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { refundLocked, takeDelivered } from "@/lib/packs/refund-purchase";
import { closeRequest, findOpenRequest, insertRequest } from "@/lib/packs/repository/purchases";
import { refundRefusal } from "@/lib/packs/rules/purchase";
import { takePurchase } from "@/lib/packs/take-purchase";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

export type AskPackRefund = {
  readonly requestId: string;
  readonly purchaseId: string;
  readonly reason: string;
};

/**
 * A member asks for the money of a pack nothing of which is used, or staff ask for it; somebody of finance decides (role
 * matrix). One open request a purchase; the same request id asks once. Refusals: those of `refundRefusal`, `refund_asked`.
 */
export async function askPackRefund(
  scope: Scope,
  { requestId, purchaseId, reason }: AskPackRefund,
): Promise<Result<{ id: string }>> {
  const once = { route: "pack.ask_refund", key: requestId, body: { purchaseId, reason } };
  return await transactOnce(scope, once, async (tx) => {
    const { purchase, now } = await takePurchase(tx, scope, purchaseId);
    const { counts } = await takeDelivered(tx, scope, purchaseId);
    const refusal = refundRefusal(purchase.status, counts);
    if (refusal) return { ok: false, refusal };
    if (await findOpenRequest(tx, scope, purchaseId)) return refuse("refund_asked");
    const id = await insertRequest(tx, scope, { purchaseId, reason, createdAt: now });
    await recordAudit(tx, scope, [
      {
        ...{ action: "pack.ask_refund", objectType: "pack_purchase", objectId: purchaseId },
        after: { reason },
      },
    ]);
    const { packId, memberId } = purchase;
    const payload = { packId, memberId, requestId: id };
    await announce(tx, scope, [{ type: "pack.refund_asked", subjectId: purchaseId, payload }]);
    return ok({ id });
  });
}

/** Whoever asked takes the open request back: a member theirs, staff any. Refusals: `refund_not_asked`. */
export async function withdrawPackRefund(
  scope: Scope,
  { requestId, purchaseId }: { readonly requestId: string; readonly purchaseId: string },
): Promise<Result<{ id: string }>> {
  const once = { route: "pack.withdraw_refund", key: requestId, body: { purchaseId } };
  return await transactOnce(scope, once, async (tx) => {
    const { now } = await takePurchase(tx, scope, purchaseId);
    const open = await findOpenRequest(tx, scope, purchaseId);
    const isTheirs = scope.actor.type !== "member" || open?.actorType === "member";
    if (!open || !isTheirs) return refuse("refund_not_asked");
    await closeRequest(tx, scope, open.id, { status: "withdrawn", answer: "", now });
    await recordAudit(tx, scope, [
      {
        ...{ action: "pack.withdraw_refund", objectType: "pack_purchase", objectId: purchaseId },
        after: { requestId: open.id },
      },
    ]);
    return ok({ id: open.id });
  });
}

export type DecidePackRefund = {
  readonly requestId: string;
  readonly purchaseId: string;
  readonly granted: boolean;
  /** What the member is told; empty = nothing. */
  readonly answer: string;
};

/**
 * Grants or declines the open request; granted, the refund is made in the same transaction. `refundMinor` is 0 where it was
 * declined. Refusals: `refund_not_asked`, `own_request` (whoever asked does not decide), and those of `refundRefusal`.
 */
export async function decidePackRefund(
  scope: Scope,
  { requestId, purchaseId, granted, answer }: DecidePackRefund,
): Promise<Result<{ id: string; refundMinor: number }>> {
  const once = { route: "pack.decide_refund", key: requestId, body: { purchaseId, granted, answer } };
  return await transactOnce(scope, once, async (tx) => {
    const { purchase, now } = await takePurchase(tx, scope, purchaseId);
    const open = await findOpenRequest(tx, scope, purchaseId);
    if (!open) return refuse("refund_not_asked");
    if (scope.actor.id !== null && open.actorId === scope.actor.id) return refuse("own_request");
    if (granted) {
      const by = open.actorType === "member" ? "member" : "merchant";
      const made = await refundLocked(tx, scope, purchase, { by, reason: open.reason, answer, now });
      if (!made.ok) return made;
      return ok({ id: open.id, refundMinor: made.value.refundMinor });
    }
    await closeRequest(tx, scope, open.id, { status: "declined", answer, now });
    await recordAudit(tx, scope, [
      {
        ...{ action: "pack.decline_refund", objectType: "pack_purchase", objectId: purchaseId },
        after: { answer },
      },
    ]);
    return ok({ id: open.id, refundMinor: 0 });
  });
}
