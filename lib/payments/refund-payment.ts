import { z } from "zod";
import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { recordAudit } from "@/lib/merchants/record-audit";
import { subjectOf } from "@/lib/payments/repository";
import {
  findWaitingRefund,
  keepAskedRefund,
  keepAsking,
  keepMissing,
  lockRefund,
  settlePaymentRefund,
} from "@/lib/payments/repository/refunds";
import { type Scope, systemScope } from "@/lib/platform/auth/scope";
import { defineJob } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import { providerNamed } from "@/lib/platform/payments/choose-provider";
import type { PaymentProvider } from "@/lib/platform/payments/provider";
import { closeRefundAlert, raiseRefundAlert } from "@/lib/risk/raise-alert";

/** The merchant is told of money that did not go back for so long. */
const LATE_MS = 60 * 60_000;

/**
 * Has the provider give reserved money back: looks, calls, and writes it down, the call outside of any transaction and with
 * the refund's id as its key. Repeated, or cut off anywhere, money goes back once, and it is written down as gone only when
 * the provider says so: one that a bank still works on, or that failed, is looked at again later. The merchant is told
 * at once where it failed, else after an hour. What somebody paid by hand in that moment is kept as theirs, and the log says
 * that it went both ways. Throws when the provider is not there or does not answer; the job is tried again.
 */
export async function refundPayment(merchantId: string, id: string): Promise<void> {
  const scope = systemScope(merchantId, id);
  const refund = await inTransaction((tx) => findWaitingRefund(tx, scope, id));
  if (!refund) return;
  const { provider: name, amountMinor, paymentId } = refund;
  const provider = providerNamed(name);
  if (!provider && refund.chargeRef !== null) return await missProvider(scope, refund);
  const keepAsked = (asked: Parameters<typeof keepAskedRefund>[3]) =>
    inTransaction(async (tx) => await tell(tx, scope, refund, await keepAskedRefund(tx, scope, id, asked)));
  // It is there again: nobody pays by hand while it is asked, and what was paid by hand before is not asked for.
  const isBack = refund.missingSince !== null;
  if (isBack && !(await keepAsked({ providerRef: null, isFailed: false }))) return;
  if (provider) await inTransaction((tx) => keepAsking(tx, scope, id));
  const { providerRef, state } = await askFor(merchantId, refund, provider).catch(async (error: unknown) => {
    await keepAsked({ providerRef: null, isFailed: false });
    throw error;
  });
  if (state !== "done") {
    if (state === "failed") log.error("a provider could not give money back", { code: id });
    await keepAsked({ providerRef, isFailed: state === "failed" });
    return;
  }
  await inTransaction(async (tx) => {
    const doneAt = await databaseNow(tx);
    if (!(await settlePaymentRefund(tx, scope, id, { providerRef, doneAt })))
      return await tellTwice(tx, scope, id, providerRef);
    await closeRefundAlert(tx, scope, id);
    await recordAudit(tx, scope, [
      {
        ...{ action: "payment.refund", objectType: "payment", objectId: paymentId },
        after: { refundId: id, amountMinor, provider: name },
      },
    ]);
  });
}

/** Writes down that money which its provider has just given back was paid by hand, too; of another's word it is silent. */
async function tellTwice(tx: Tx, scope: Scope, id: string, providerRef: string): Promise<void> {
  const row = await lockRefund(tx, scope, id);
  if (row?.settledBy == null) return;
  log.error("money went back by hand and through its provider", { code: id });
  await recordAudit(tx, scope, [
    {
      ...{ action: "payment.refund", objectType: "payment", objectId: row.paymentId },
      ...{
        before: { refundId: id, refund: "by_hand" },
        after: { refundId: id, refund: "twice", providerRef },
      },
    },
  ]);
}

type Waiting = NonNullable<Awaited<ReturnType<typeof findWaitingRefund>>>;

/** Tells the merchant of money that failed, or is late; null = another job of it has seen it go meanwhile. */
async function tell<Kept extends { readonly failedAt: Date | null }>(
  tx: Tx,
  scope: Scope,
  refund: Waiting,
  kept: Kept | null,
): Promise<Kept | null> {
  const isFailed = kept !== null && kept.failedAt !== null;
  if (kept && (isFailed || refund.ageMs > LATE_MS))
    await raiseRefundAlert(tx, scope, { id: refund.id, subjectId: subjectOf(refund).id, isFailed });
  return kept;
}

/** Keys may be missing for a moment; throws until they were for an hour. What was asked for before may still come: it never fails by this. */
async function missProvider(scope: Scope, refund: Waiting): Promise<void> {
  const { id, provider } = refund;
  const kept = await inTransaction(
    async (tx) => await tell(tx, scope, refund, await keepMissing(tx, scope, id)),
  );
  if (kept && kept.failedAt === null) throw new Error(`${provider} is not there to give money back`);
}

async function askFor(
  merchantId: string,
  { id, chargeRef, currency, amountMinor, asked, ageMs }: Waiting,
  provider: PaymentProvider | null,
) {
  // What no name is kept of only a person can pay.
  if (!provider || chargeRef === null) return { providerRef: null, state: "failed" as const };
  return await provider.refund({
    ...{ merchantId, chargeRef, currency, amountMinor, key: id, providerRef: asked, ageMs },
  });
}

/** Gives one reserved refund back, and again until it went. */
export const refundPaymentJob = defineJob({
  name: "orders.refundPayment",
  input: z.object({ merchantId: z.string(), id: z.string() }),
  concurrency: 4,
  handle: async ({ merchantId, id }) => {
    await refundPayment(merchantId, id);
    return undefined;
  },
});
