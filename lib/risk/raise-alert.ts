import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/platform/auth/scope";
import { closeAlert, upsertAlert } from "@/lib/risk/repository";

/**
 * Tells the merchant's admins on Home that a webhook takes nothing any more, in the transaction that disables it. Raised
 * again it is the same alert.
 */
export async function raiseWebhookAlert(tx: Tx, scope: Scope, webhookId: string): Promise<void> {
  const detail = { count: 1, examples: [webhookId] };
  await upsertAlert(tx, scope, { kind: "webhook", subject: webhookId, detail });
}

/** Says that the cause of that alert is over; without one it changes nothing. */
export async function closeWebhookAlert(tx: Tx, scope: Scope, webhookId: string): Promise<void> {
  await closeAlert(tx, scope, "webhook", webhookId);
}

/**
 * Tells who may settle it on Home that a provider has not given money back for long; `subjectId` is the order or purchase it
 * was paid for, and `isFailed` that it never will. Raised again it is the same alert.
 */
export async function raiseRefundAlert(
  tx: Tx,
  scope: Scope,
  refund: { readonly id: string; readonly subjectId: string; readonly isFailed: boolean },
): Promise<void> {
  const { subjectId, isFailed } = refund;
  const detail = { count: 1, examples: [subjectId], ...(isFailed ? { isFailed } : {}) };
  await upsertAlert(tx, scope, { kind: "refund", subject: refund.id, detail });
}

/** Says that the money of that alert went; without one it changes nothing. */
export async function closeRefundAlert(tx: Tx, scope: Scope, refundId: string): Promise<void> {
  await closeAlert(tx, scope, "refund", refundId);
}
