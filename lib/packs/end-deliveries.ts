import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { takeDelivered } from "@/lib/packs/refund-purchase";
import { endDue, loadComing } from "@/lib/packs/repository/deliveries";
import { changePurchase } from "@/lib/packs/repository/purchases";
import { endRefusal } from "@/lib/packs/rules/purchase";
import { takePurchase } from "@/lib/packs/take-purchase";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

export type EndDeliveries = {
  readonly requestId: string;
  readonly purchaseId: string;
  /** What its member is told. */
  readonly reason: string;
};

/**
 * Ends what is still to be delivered of a purchase, where its next delivery waits for a coupon that cannot be had and its
 * money does not go back (I-18): what came stays its member's, nothing comes any more, and they are told why. A delivery run
 * that has it in hand is waited for, and then it may be refused. The same request id does it once. Refusals: those of
 * `endRefusal`. Throws `not_found`.
 */
export async function endDeliveries(
  scope: Scope,
  { requestId, purchaseId, reason }: EndDeliveries,
): Promise<Result<{ id: string; missed: number }>> {
  const once = { route: "pack.end", key: requestId, body: { purchaseId, reason } };
  return await transactOnce(scope, once, async (tx) => {
    const { purchase, now } = await takePurchase(tx, scope, purchaseId);
    const next = await loadComing(tx, scope, purchaseId);
    const { counts } = await takeDelivered(tx, scope, purchaseId);
    const refusal = endRefusal(purchase.status, next, counts);
    if (refusal) return { ok: false, refusal };
    await endDue(tx, scope, purchaseId);
    await changePurchase(tx, scope, purchase, { endedAt: now, endReason: reason });
    const missed = purchase.cycles - next.nextCycle + 1;
    const { waitsFor: couponId } = next;
    await recordAudit(tx, scope, [
      {
        ...{ action: "pack.end_deliveries", objectType: "pack_purchase", objectId: purchaseId },
        after: { reason, missed, couponId },
      },
    ]);
    const { packId, memberId } = purchase;
    const payload = { packId, memberId, missed, couponId };
    await announce(tx, scope, [{ type: "pack.deliveries_ended", subjectId: purchaseId, payload }]);
    return ok({ id: purchaseId, missed });
  });
}
