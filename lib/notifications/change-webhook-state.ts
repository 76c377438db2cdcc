import { databaseNow } from "@/db/transaction";
import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { newWebhookSecret, openWebhookSecret } from "@/lib/notifications/create-webhook";
import { lockWebhook, updateWebhook } from "@/lib/notifications/repository/webhooks";
import type { Scope } from "@/lib/platform/auth/scope";
import { closeWebhookAlert } from "@/lib/risk/raise-alert";

type Ask = { readonly requestId: string; readonly webhookId: string };

/**
 * Disables a webhook: nothing more is sent and no new event waits for it. Or enables it: what waits goes out, and
 * nothing that happened meanwhile. What it is already changes nothing. Throws `not_found`.
 */
export async function changeWebhookState(
  scope: Scope,
  { requestId, webhookId, change }: Ask & { readonly change: "enable" | "disable" },
): Promise<Result<{ id: string }>> {
  const once = { route: "webhook.state", key: requestId, body: { webhookId, change } };
  return await transactOnce(scope, once, async (tx) => {
    const current = await lockWebhook(tx, scope, webhookId);
    const isEnabled = current.disabledAt === null;
    if (isEnabled === (change === "enable")) return ok({ id: webhookId });
    const disabled = { disabledAt: await databaseNow(tx), disabledBy: "staff" } as const;
    const enabled = { disabledAt: null, disabledBy: null, failingSince: null };
    await updateWebhook(tx, scope, current, change === "enable" ? enabled : disabled);
    if (change === "enable") await closeWebhookAlert(tx, scope, webhookId);
    await recordAudit(tx, scope, [
      {
        action: `webhook.${change}`,
        objectType: "webhook",
        objectId: webhookId,
        before: { enabled: isEnabled },
        after: { enabled: !isEnabled },
      },
    ]);
    return ok({ id: webhookId });
  });
}

const OVERLAP_MS = 86_400_000;

/**
 * Gives a webhook a new secret. For a day bodies are signed with the old one, too, so that the receiver changes over
 * without a gap. The same request id makes one and gives it again. Throws `not_found`.
 */
export async function rotateWebhookSecret(
  scope: Scope,
  { requestId, webhookId }: Ask,
): Promise<Result<{ secret: string }>> {
  const once = { route: "webhook.rotate_secret", key: requestId, body: { webhookId } };
  const made = await transactOnce(scope, once, async (tx) => {
    const current = await lockWebhook(tx, scope, webhookId);
    const { sealed } = newWebhookSecret();
    const previousUntil = new Date((await databaseNow(tx)).getTime() + OVERLAP_MS);
    const change = { secret: sealed, previousSecret: current.secret, previousUntil };
    await updateWebhook(tx, scope, current, change);
    await recordAudit(tx, scope, [
      {
        action: "webhook.rotate_secret",
        objectType: "webhook",
        objectId: webhookId,
        after: { previousUntil: previousUntil.toISOString() },
      },
    ]);
    return ok({ sealed });
  });
  return made.ok ? { ...made, value: { secret: openWebhookSecret(made.value.sealed) } } : made;
}
