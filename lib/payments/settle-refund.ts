import { databaseNow } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { lockMember } from "@/lib/members/lock-member";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { findPayer, lockRefund, settlePaymentRefund } from "@/lib/payments/repository/refunds";
import type { Scope } from "@/lib/platform/auth/scope";
import { closeRefundAlert } from "@/lib/risk/raise-alert";

export type SettleRefund = {
  readonly requestId: string;
  /** The money that is to go back: `prf_…`. */
  readonly id: string;
  /** How it was paid: kept with the refund, since it may name people, and the log keeps what it is told. */
  readonly reason: string;
};

/**
 * Writes down that money which its provider cannot give back was paid by hand: it is asked for no more, its alert is closed,
 * the refund keeps how it was paid unless its member was forgotten, and the log of what was paid for says who did it. Once, whatever the provider still says at the same time: whoever
 * is first keeps it. The same request id does it once. Refusals: `money_went` (it went back already), `money_still_asked`
 * (the provider has not said that it cannot; paid by hand it might go twice). Throws `not_found`.
 */
export async function settleRefund(
  scope: Scope,
  { requestId, id, reason }: SettleRefund,
): Promise<Result<{ readonly id: string }>> {
  const once = { route: "payment.settle_refund", key: requestId, body: { id, reason } };
  return await transactOnce(scope, once, async (tx) => {
    // Held before the refund: whoever is erased at the same time is forgotten before this, and leaves no words, or after it.
    const memberId = await findPayer(tx, scope, id);
    const isForgotten = memberId !== null && (await lockMember(tx, scope, memberId)) === null;
    const refund = await lockRefund(tx, scope, id);
    if (!refund) throw new AppError("not_found");
    if (refund.status === "done") return refuse("money_went");
    if (refund.failedAt === null) return refuse("money_still_asked");
    const settledBy = scope.actor.id;
    if (scope.actor.type !== "staff" || settledBy === null) throw new AppError("forbidden");
    const doneAt = await databaseNow(tx);
    const settledHow = isForgotten ? null : reason;
    if (!(await settlePaymentRefund(tx, scope, id, { settledBy, settledHow, doneAt })))
      throw new Error("locked money that waited is gone");
    await closeRefundAlert(tx, scope, id);
    const { kind, id: objectId } = refund.subject;
    await recordAudit(tx, scope, [
      {
        ...{
          action: "payment.settle_refund",
          objectType: kind === "order" ? "order" : "pack_purchase",
          objectId,
        },
        ...{
          before: { refund: "failed" },
          after: { refund: "by_hand", refundId: id, amountMinor: refund.amountMinor },
        },
      },
    ]);
    return ok({ id });
  });
}
