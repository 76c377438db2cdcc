import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import {
  insertDeliveries,
  lockDelivery,
  type NewDelivery,
  resetDelivery,
} from "@/lib/notifications/repository/deliveries";
import { listenersOf, lockWebhook } from "@/lib/notifications/repository/webhooks";
import { TEST_EVENT, wantsEvent } from "@/lib/notifications/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import type { ToldEvent } from "@/lib/platform/deliver-outbox";

/** What is sent about an event: the same bytes in every attempt. */
export function bodyOf({ id, type, at, subjectId, payload }: Omit<ToldEvent, "merchantId">): string {
  return JSON.stringify({ id, type, createdAt: at, subjectId, data: payload });
}

/**
 * Writes down for each event which webhooks of its merchant are to be told of it, in the transaction that takes the
 * events from the outbox: each event waits for each webhook that wants it, once.
 */
export async function queueDeliveries(tx: Tx, events: readonly ToldEvent[]): Promise<void> {
  const listeners = await listenersOf(tx, [...new Set(events.map(({ merchantId }) => merchantId))]);
  if (listeners.length === 0) return;
  const rows = events.flatMap((event): NewDelivery[] => {
    const { merchantId, id: eventId, type: eventType } = event;
    const told = listeners.filter(
      (webhook) => webhook.merchantId === merchantId && wantsEvent(webhook.events, eventType),
    );
    if (told.length === 0) return [];
    const body = bodyOf(event);
    // Due since it became true: what is older goes first.
    const dueAt = new Date(event.at);
    return told.map(({ id }) => ({ merchantId, webhookId: id, eventId, eventType, body, dueAt }));
  });
  await insertDeliveries(tx, rows);
}

/**
 * Sends a webhook an event that nothing happened for, to see whether it works; it waits its turn like any other. The
 * same request id sends one. Refusal: `webhook_disabled`. Throws `not_found`.
 */
export async function sendTestEvent(
  scope: Scope,
  { requestId, webhookId }: { readonly requestId: string; readonly webhookId: string },
): Promise<Result<{ deliveryId: string }>> {
  const once = { route: "webhook.test", key: requestId, body: { webhookId } };
  return await transactOnce(scope, once, async (tx) => {
    const { disabledAt } = await lockWebhook(tx, scope, webhookId);
    if (disabledAt) return refuse("webhook_disabled");
    const now = await databaseNow(tx);
    const [deliveryId = ""] = await insertDeliveries(tx, [testOf(scope, webhookId, now)]);
    await recordAudit(tx, scope, [
      { action: "webhook.test", objectType: "webhook", objectId: webhookId, after: { deliveryId } },
    ]);
    return ok({ deliveryId });
  });
}

function testOf({ merchantId }: Scope, webhookId: string, now: Instant): NewDelivery {
  const eventId = newId("evt", now.getTime());
  const event = { id: eventId, type: TEST_EVENT, at: now.toISOString(), subjectId: webhookId, payload: {} };
  return { merchantId, webhookId, eventId, eventType: TEST_EVENT, body: bodyOf(event), dueAt: now };
}

/**
 * Sends a delivery again, whatever became of it: the same body and event id, with all its attempts before it. The same
 * request id does so once. Refusal: `webhook_disabled`. Throws `not_found`.
 */
export async function replayDelivery(
  scope: Scope,
  ask: { readonly requestId: string; readonly webhookId: string; readonly deliveryId: string },
): Promise<Result<{ deliveryId: string }>> {
  const { requestId, webhookId, deliveryId } = ask;
  const once = { route: "webhook.replay", key: requestId, body: { webhookId, deliveryId } };
  return await transactOnce(scope, once, async (tx) => {
    const { disabledAt } = await lockWebhook(tx, scope, webhookId);
    if (disabledAt) return refuse("webhook_disabled");
    const { eventType } = await lockDelivery(tx, scope, webhookId, deliveryId);
    await resetDelivery(tx, scope, deliveryId, await databaseNow(tx));
    await recordAudit(tx, scope, [
      {
        action: "webhook.replay",
        objectType: "webhook",
        objectId: webhookId,
        after: { deliveryId, event: eventType },
      },
    ]);
    return ok({ deliveryId });
  });
}
