import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { refusedAddress } from "@/lib/notifications/create-webhook";
import { deleteWebhookRow, lockWebhook, updateWebhook } from "@/lib/notifications/repository/webhooks";
import type { WebhookInput } from "@/lib/notifications/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { closeWebhookAlert } from "@/lib/risk/raise-alert";

export type EditWebhook = {
  readonly requestId: string;
  readonly webhookId: string;
  readonly revision: number;
  readonly webhook: WebhookInput;
};

/**
 * Changes where a webhook leads and what it is told of; what waits for it goes to the new address. The same request id
 * changes it once. Refusals: `changed_meanwhile` when somebody saved since `revision`, `webhook_url_forbidden{reason}`.
 * Throws `not_found`.
 */
export async function editWebhook(
  scope: Scope,
  { requestId, webhookId, revision, webhook }: EditWebhook,
): Promise<Result<{ revision: number }>> {
  const body = { webhookId, revision, webhook };
  return await transactOnce(scope, { route: "webhook.edit", key: requestId, body }, async (tx) => {
    const current = await lockWebhook(tx, scope, webhookId);
    if (current.revision !== revision) return refuse("changed_meanwhile");
    const changed = changedFields(current, webhook);
    if (!changed) return ok({ revision });
    const forbidden = refusedAddress(webhook.url);
    if (forbidden) return { ok: false, refusal: forbidden };
    const next = await updateWebhook(tx, scope, current, webhook);
    await recordAudit(tx, scope, [
      { action: "webhook.edit", objectType: "webhook", objectId: webhookId, ...changed },
    ]);
    return ok({ revision: next });
  });
}

/** Ends a webhook for good, with its log; who did it stays written. The same request id ends it once. Throws `not_found`. */
export async function deleteWebhook(
  scope: Scope,
  { requestId, webhookId }: { readonly requestId: string; readonly webhookId: string },
): Promise<Result<{ id: string }>> {
  const once = { route: "webhook.delete", key: requestId, body: { webhookId } };
  return await transactOnce(scope, once, async (tx) => {
    const { name, url, events } = await lockWebhook(tx, scope, webhookId);
    await deleteWebhookRow(tx, scope, webhookId);
    await closeWebhookAlert(tx, scope, webhookId);
    await recordAudit(tx, scope, [
      { action: "webhook.delete", objectType: "webhook", objectId: webhookId, before: { name, url, events } },
    ]);
    return ok({ id: webhookId });
  });
}
