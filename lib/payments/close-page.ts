import { z } from "zod";
import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import {
  findPayment,
  findStarted,
  findStartedOf,
  type Payment,
  type Subject,
} from "@/lib/payments/repository";
import type { Settle } from "@/lib/payments/settle-payment";
import { type Scope, systemScope } from "@/lib/platform/auth/scope";
import { defineJob, send, sendAll } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import { providerNamed } from "@/lib/platform/payments/choose-provider";

/** The provider's page of a try that is still under way; null = nobody pays there. */
function pageOf({ status, provider: name, providerRef }: Payment) {
  const provider = providerNamed(name);
  return status === "started" && provider && providerRef !== null ? { provider, providerRef } : null;
}

/** Whoever began to pay has been told of the page by then, or never will be. */
const OPENS_MS = 60_000;

/** Closes the page of one try, so that nobody pays there what is not to be paid any more. */
export const closePageJob = defineJob({
  name: "orders.closePage",
  input: z.object({ merchantId: z.string(), id: z.string() }),
  concurrency: 4,
  handle: async ({ merchantId, id }) => {
    const [payment, now] = await inTransaction(async (tx) => [
      await findPayment(tx, systemScope(merchantId, id), id),
      await databaseNow(tx),
    ]);
    const isOpening = payment?.status === "started" && payment.providerRef === null;
    if (isOpening && now.getTime() - payment.createdAt.getTime() < OPENS_MS)
      throw new Error("the page that shall be closed is being opened");
    const page = payment && pageOf(payment);
    if (page) await page.provider.close(page.providerRef);
    return undefined;
  },
});

/**
 * Has the page closed, once the transaction is over, where something that is locked was being paid: it was given up, or paid
 * otherwise than by `paymentRef`. What is paid there all the same goes back, as always.
 */
export async function closePageOf(
  tx: Tx,
  scope: Scope,
  subject: Subject,
  paymentRef: string | null = null,
): Promise<void> {
  const started = await findStarted(tx, scope, subject);
  if (started && started.id !== paymentRef)
    await send(tx, closePageJob, { merchantId: scope.merchantId, id: started.id });
}

/** As `closePageOf`, of many locked purchases that were given up and are no part of an order. */
export async function closePagesOf(tx: Tx, scope: Scope, purchaseIds: readonly string[]): Promise<void> {
  const { merchantId } = scope;
  if (purchaseIds.length === 0) return;
  const started = await findStartedOf(tx, scope, purchaseIds);
  await sendAll(
    tx,
    closePageJob,
    started.map(({ id }) => ({ merchantId, id })),
  );
}

/**
 * Closes the page where something is being paid and does what its provider says of it then: the try is over, or it was paid.
 * Where the provider does not answer, the try stays. Call it outside of any transaction, for whom the thing is.
 */
export async function endTry(scope: Scope, settle: Settle, subject: Subject): Promise<void> {
  const started = await inTransaction((tx) => findStarted(tx, scope, subject));
  const page = started && pageOf(started);
  if (!page) return;
  const { provider, providerRef } = page;
  try {
    await provider.close(providerRef);
    const facts = await provider.look(providerRef);
    if (facts.state === "open") return;
    await settle(provider.name, { id: `look_${started.id}_${facts.state}`, type: "look", facts });
  } catch (err) {
    log.warn("a provider did not close its page", { code: started.id, err });
  }
}
