import { randomBytes } from "node:crypto";
import { databaseNow } from "@/db/transaction";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { countWebhooks, insertWebhook, lockOwner } from "@/lib/notifications/repository/webhooks";
import { WEBHOOKS_AT_MOST, type WebhookInput } from "@/lib/notifications/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { seal, unseal } from "@/lib/platform/crypto";
import { forbiddenTarget } from "@/lib/platform/outward-call";

const PURPOSE = "webhook-secret";

/** A new secret to sign with, 256 random bits: as it is shown once, and sealed as it is kept. */
export function newWebhookSecret(): { readonly secret: string; readonly sealed: string } {
  const secret = `whsec_${randomBytes(32).toString("base64url")}`;
  return { secret, sealed: seal(PURPOSE, secret) };
}

/** A kept secret as text. */
export function openWebhookSecret(sealed: string): string {
  return unseal(PURPOSE, sealed);
}

/** Why an address may not be a webhook's: `webhook_url_forbidden{reason}` with a reason of `forbiddenTarget`; null = it may. */
export function refusedAddress(url: string): Refusal | null {
  const reason = forbiddenTarget(new URL(url));
  return reason ? { code: "webhook_url_forbidden", params: { reason } } : null;
}

export type CreatedWebhook = {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Shown now, and in the answer to the same request only. */
  readonly secret: string;
};

/**
 * Adds a webhook: from now on its address is told of the events it asks for. The same request id adds one and gives the
 * same secret. Refusals: `webhook_url_forbidden{reason}`, `webhook_limit_reached{limit}`.
 */
export async function createWebhook(
  scope: Scope,
  { requestId, webhook }: { readonly requestId: string; readonly webhook: WebhookInput },
): Promise<Result<CreatedWebhook>> {
  const once = { route: "webhook.create", key: requestId, body: webhook };
  const made = await transactOnce(scope, once, async (tx) => {
    const forbidden = refusedAddress(webhook.url);
    if (forbidden) return { ok: false, refusal: forbidden };
    await lockOwner(tx, scope);
    if ((await countWebhooks(tx, scope)) >= WEBHOOKS_AT_MOST)
      return refuse("webhook_limit_reached", { limit: WEBHOOKS_AT_MOST });
    const { sealed } = newWebhookSecret();
    const createdAt = await databaseNow(tx);
    const id = await insertWebhook(tx, scope, { ...webhook, secret: sealed, createdAt });
    const { name, url, events } = webhook;
    await recordAudit(tx, scope, [
      { action: "webhook.create", objectType: "webhook", objectId: id, after: { name, url, events } },
    ]);
    // The answer is kept, so the secret in it is sealed.
    return ok({ id, createdAt: createdAt.toISOString(), sealed });
  });
  if (!made.ok) return made;
  const { sealed, ...value } = made.value;
  return { ...made, value: { ...value, secret: openWebhookSecret(sealed) } };
}
