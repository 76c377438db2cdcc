import { databaseNow, inTransaction } from "@/db/transaction";
import { takeOrder } from "@/lib/orders/change-order";
import { refundPaymentJob } from "@/lib/orders/refund-payment";
import { findPaying, type Payment, takeHanging, takeLateRefunds } from "@/lib/orders/repository/payments";
import { giveBack, settlePayment } from "@/lib/orders/settle-payment";
import { systemScope } from "@/lib/platform/auth/scope";
import type { ToldEvent } from "@/lib/platform/deliver-outbox";
import { sendAll } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import { providerNamed } from "@/lib/platform/payments/choose-provider";

/**
 * Has the money of an order's refund go back the way it came, where a provider took it: once for a refund, however often
 * it is told. What was paid at a till is given back at the till.
 */
export async function followRefund({ merchantId, subjectId, payload, id }: ToldEvent): Promise<void> {
  const { refundId, refundMinor } = payload;
  if (typeof refundId !== "string" || typeof refundMinor !== "number") return;
  const scope = systemScope(merchantId, id);
  await inTransaction(async (tx) => {
    await takeOrder(tx, scope, subjectId);
    const payment = await findPaying(tx, scope, subjectId);
    if (!payment) return;
    const now = await databaseNow(tx);
    await giveBack(tx, scope, { paymentId: payment.id, refundId, amountMinor: refundMinor, now });
  });
}

const AT_ONCE = 50;

/**
 * Asks providers about payments that nothing was heard of for minutes, and does what they answer as if they had told it;
 * has refunds asked for again whose job was lost. Cut off or repeated, it does no harm.
 */
export async function lookAfterPayments(signal: AbortSignal): Promise<void> {
  for (const payment of await inTransaction((tx) => takeHanging(tx, AT_ONCE))) {
    if (signal.aborted) return;
    await lookAt(payment).catch((err: unknown) =>
      log.warn("a provider did not say how a payment stands", { code: payment.id, err }),
    );
  }
  await inTransaction(async (tx) => {
    await sendAll(tx, refundPaymentJob, await takeLateRefunds(tx, AT_ONCE));
  });
}

/** A try the provider was never told of, or that is lost there, is over after so long. */
const LOST_MS = 60 * 60_000;

async function lookAt({ merchantId, id, provider: name, providerRef, ...payment }: Payment): Promise<void> {
  const provider = providerNamed(name);
  const isLost = Date.now() - payment.createdAt.getTime() > LOST_MS;
  if (provider && providerRef !== null) {
    const facts = await provider.look(providerRef);
    if (facts.state === "open") return;
    await settlePayment(name, { id: `look_${id}_${facts.state}`, type: "look", facts });
    return;
  }
  if (!isLost) return;
  const { amountMinor, currency } = payment;
  const facts = {
    merchantId,
    paymentId: id,
    state: "expired",
    chargeRef: null,
    amountMinor,
    currency,
  } as const;
  await settlePayment(name, { id: `look_${id}_lost`, type: "look", facts });
}
