import { inTransaction } from "@/db/transaction";
import { refundPaymentJob } from "@/lib/payments/refund-payment";
import { type HangingPayment, takeHanging } from "@/lib/payments/repository";
import { takeLateRefunds } from "@/lib/payments/repository/refunds";
import type { Settle } from "@/lib/payments/settle-payment";
import { sendAll } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import { providerNamed } from "@/lib/platform/payments/choose-provider";

const AT_ONCE = 50;

/**
 * Asks providers about payments that nothing was heard of for minutes, and does what they answer as if they had told it;
 * has refunds asked for again whose job was lost. Cut off or repeated, it does no harm.
 */
export async function lookAfter(settle: Settle, signal: AbortSignal): Promise<void> {
  for (const payment of await inTransaction((tx) => takeHanging(tx, AT_ONCE))) {
    if (signal.aborted) return;
    await lookAt(settle, payment).catch((err: unknown) =>
      log.warn("a provider did not say how a payment stands", { code: payment.id, err }),
    );
  }
  await inTransaction(async (tx) => {
    await sendAll(tx, refundPaymentJob, await takeLateRefunds(tx, AT_ONCE));
  });
}

/** A try the provider was never told of, or that is lost there, is over after so long. */
const LOST_MS = 60 * 60_000;
/** One whose provider does not say how it stands is over after so long: what still comes is given back, or pays. */
const UNKNOWN_MS = 24 * 60 * 60_000;

async function lookAt(
  settle: Settle,
  { merchantId, id, provider: name, providerRef, ageMs, ...payment }: HangingPayment,
): Promise<void> {
  const provider = providerNamed(name);
  if (provider && providerRef !== null) {
    const facts = await provider.look(providerRef).catch((error: unknown) => {
      if (ageMs <= UNKNOWN_MS) throw error;
      return null;
    });
    if (facts?.state === "open") return;
    if (facts) return await settle(name, { id: `look_${id}_${facts.state}`, type: "look", facts });
  }
  if (ageMs <= LOST_MS) return;
  const { amountMinor, currency } = payment;
  const facts = {
    merchantId,
    paymentId: id,
    state: "expired",
    chargeRef: null,
    amountMinor,
    currency,
  } as const;
  await settle(name, { id: `look_${id}_lost`, type: "look", facts });
}
