import { databaseNow, inTransaction } from "@/db/transaction";
import { takeOrder } from "@/lib/orders/change-order";
import { settlePayment } from "@/lib/orders/settle-payment";
import { lookAfter } from "@/lib/payments/look-after-payments";
import { giveBackOf } from "@/lib/payments/settle-payment";
import { systemScope } from "@/lib/platform/auth/scope";
import type { ToldEvent } from "@/lib/platform/deliver-outbox";

/**
 * Has the money of an order's refund go back the way it came, where a provider took it and it was not reserved with the refund
 * (`refundOrder`), as those of before were not: once for a refund, however often it is told.
 */
export async function followRefund({ merchantId, subjectId, payload, id }: ToldEvent): Promise<void> {
  const { refundId, refundMinor } = payload;
  if (typeof refundId !== "string" || typeof refundMinor !== "number") return;
  const scope = systemScope(merchantId, id);
  await inTransaction(async (tx) => {
    await takeOrder(tx, scope, subjectId);
    const back = { refundId, amountMinor: refundMinor, now: await databaseNow(tx) };
    await giveBackOf(tx, scope, { kind: "order", id: subjectId }, back);
  });
}

/** Sees to payments of everything that is paid for: those that hang, and money that is still to go back (`lookAfter`). */
export async function lookAfterPayments(signal: AbortSignal): Promise<void> {
  await lookAfter(settlePayment, signal);
}
