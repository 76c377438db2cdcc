import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { recordAudit } from "@/lib/merchants/record-audit";
import { openWebhookSecret } from "@/lib/notifications/create-webhook";
import {
  insertAttempt,
  type Lanes,
  settleDelivery,
  type TakenDelivery,
  takeDue,
} from "@/lib/notifications/repository/deliveries";
import { listAdmins, lockWebhook, updateHealth } from "@/lib/notifications/repository/webhooks";
import { planAttempt } from "@/lib/notifications/rules";
import { type Scope, systemScope } from "@/lib/platform/auth/scope";
import { env } from "@/lib/platform/env";
import { exactLocale } from "@/lib/platform/locale";
import { sendMail } from "@/lib/platform/mail";
import { mailWords } from "@/lib/platform/mail-words";
import { metrics } from "@/lib/platform/metrics";
import { OutwardFault, postOutward } from "@/lib/platform/outward-call";
import { signBody } from "@/lib/platform/webhook-signature";
import { raiseWebhookAlert } from "@/lib/risk/raise-alert";

/** A receiver has so long to answer. */
const ANSWER_MS = 10_000;

/** Takes what is due of the webhooks that `lanes` names: each attempt is begun, and is nobody else's for a minute. */
export async function takeDeliveries(lanes: Lanes): Promise<TakenDelivery[]> {
  return await inTransaction((tx) => takeDue(tx, lanes));
}

type Outcome = {
  readonly at: Date;
  readonly ms: number;
  readonly status: number | null;
  readonly body: string;
  readonly error: string | null;
};

async function call(taken: TakenDelivery, answerMs: number): Promise<Outcome> {
  const at = new Date(taken.takenAt * 1000);
  const began = performance.now();
  const secrets = [taken.secret, taken.previousSecret].flatMap((sealed) =>
    sealed === null ? [] : [openWebhookSecret(sealed)],
  );
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Scrip-Webhooks/1",
    "scrip-event-id": taken.eventId,
    "scrip-delivery-id": taken.id,
    "scrip-signature": signBody(secrets, taken.body, at),
  };
  const ms = () => Math.round(performance.now() - began);
  try {
    const { status, body } = await postOutward({
      url: taken.url,
      headers,
      body: taken.body,
      timeoutMs: answerMs,
    });
    return { at, ms: ms(), status, body, error: null };
  } catch (error) {
    if (!(error instanceof OutwardFault)) throw error;
    return { at, ms: ms(), status: null, body: "", error: error.code };
  }
}

function kindOf({ status }: Outcome): string {
  if (status === null) return "unreachable";
  return status >= 200 && status < 300 ? "taken" : "refused";
}

/**
 * Sends a taken delivery once, signed, and writes what came of it: in the log, of the delivery, and of the webhook, which
 * is disabled with an alert and a mail to the group admins when it is gone or has taken nothing for days. The call is
 * outside of any transaction; a process that dies in it leaves the delivery to be due again. `chance` is 0 to 1.
 */
export async function attemptDelivery(
  taken: TakenDelivery,
  chance: number,
  answerMs = ANSWER_MS,
): Promise<void> {
  const outcome = await call(taken, answerMs);
  metrics().webhookAttempts.inc({ outcome: kindOf(outcome) });
  const scope = systemScope(taken.merchantId, taken.id);
  await inTransaction(async (tx) => {
    const webhook = await lockWebhook(tx, scope, taken.webhookId);
    const now = await databaseNow(tx);
    const plan = planAttempt(
      { tries: taken.tries, failingSince: webhook.failingSince },
      { status: outcome.status },
      now,
      chance,
    );
    const { at, ms, status, body, error } = outcome;
    await insertAttempt(tx, scope, {
      deliveryId: taken.id,
      attempt: taken.attempts,
      at,
      ms,
      responseStatus: status,
      responseBody: body,
      error,
    });
    const finishedAt = plan.delivery.status === "waiting" ? null : now;
    await settleDelivery(tx, scope, taken, { ...plan.delivery, finishedAt });
    const { failingSince, disable } = plan.webhook;
    if (disable && webhook.disabledAt === null) {
      await updateHealth(tx, scope, taken.webhookId, { failingSince, disabledAt: now, disabledBy: disable });
      await tellAdmins(tx, scope, { ...webhook, reason: disable });
      return;
    }
    if (failingSince?.getTime() !== webhook.failingSince?.getTime())
      await updateHealth(tx, scope, taken.webhookId, { failingSince });
  });
}

type Ended = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly reason: "failing" | "gone";
};

async function tellAdmins(tx: Tx, scope: Scope, { id, name, url, reason }: Ended): Promise<void> {
  await raiseWebhookAlert(tx, scope, id);
  await recordAudit(tx, scope, [
    { action: "webhook.disable", objectType: "webhook", objectId: id, after: { reason } },
  ]);
  for (const admin of await listAdmins(tx, scope)) {
    const link = `${env().BASE_URL}/console/${admin.slug}/settings/webhooks/${id}`;
    const words = await mailWords(exactLocale(admin.locale) ?? "en", "webhookDisabled", {
      merchant: admin.merchant,
      webhook: name || url,
      url,
      reason,
      link,
    });
    await sendMail(tx, scope, { recipient: admin.email, ...words });
  }
}
