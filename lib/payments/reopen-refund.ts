import type { Tx } from "@/db/client";
import { recordAudit } from "@/lib/merchants/record-audit";
import { insertPaymentEvent, subjectOf } from "@/lib/payments/repository";
import { findRefunded, keepAskedRefund, reopenPaymentRefund } from "@/lib/payments/repository/refunds";
import { systemScope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";
import type { PaymentProvider, ProviderEvent } from "@/lib/platform/payments/provider";
import { raiseRefundAlert } from "@/lib/risk/raise-alert";

/**
 * Money that was written down as gone and came back to the merchant waits again, and what still waited is known to have failed;
 * the merchant is told at once, once however often the provider says it. What was paid back by hand since is done.
 */
export async function reopenRefund(
  tx: Tx,
  provider: PaymentProvider["name"],
  event: ProviderEvent & Required<Pick<ProviderEvent, "failedRefund">>,
): Promise<void> {
  const { merchantId, key: id } = event.failedRefund;
  const scope = systemScope(merchantId, event.id);
  const found = await findRefunded(tx, scope, id);
  const isOurs = found?.provider === provider;
  const about = isOurs ? { merchantId, paymentId: found.paymentId } : { merchantId: null, paymentId: null };
  const isNew = await insertPaymentEvent(tx, { provider, eventId: event.id, type: event.type, ...about });
  if (!isOurs || !isNew) return;
  const wentBefore = await reopenPaymentRefund(tx, scope, id);
  const failed = { providerRef: null, isFailed: true };
  if (!wentBefore && !(await keepAskedRefund(tx, scope, id, failed))) return;
  log.error("money that was given back did not go", { code: id });
  await raiseRefundAlert(tx, scope, { id, subjectId: subjectOf(found).id, isFailed: true });
  await recordAudit(tx, scope, [
    {
      ...{ action: "payment.refund", objectType: "payment", objectId: found.paymentId },
      ...{
        before: { refundId: id, refund: wentBefore ? "done" : "waiting" },
        after: { refundId: id, refund: "failed" },
      },
    },
  ]);
}
