import { z } from "zod";
import { AppError } from "@/lib/kernel/app-error";
import { ok } from "@/lib/kernel/result";
import { createWebhook } from "@/lib/notifications/create-webhook";
import {
  type DeliveryRow,
  getWebhook,
  listDeliveries,
  listWebhooks,
  type WebhookRow,
} from "@/lib/notifications/queries/webhooks";
import { replayDelivery } from "@/lib/notifications/queue-deliveries";
import { deliveryStatuses, webhookInputSchema } from "@/lib/notifications/schema";
import { apiRoute, pageQuery } from "@/lib/platform/api-route";

function webhookView({ id, name, url, events, disabledAt, disabledBy, createdAt }: WebhookRow) {
  const status = disabledAt ? "disabled" : "active";
  return { id, name, url, events, status, disabledBy, createdAt: createdAt.toISOString() };
}

function deliveryView(row: DeliveryRow) {
  const { id, eventId, eventType, status, attempts, responseStatus, error, dueAt, createdAt, finishedAt } =
    row;
  return {
    id,
    eventId,
    type: eventType,
    status,
    attempts,
    responseStatus,
    error,
    nextAttemptAt: status === "waiting" ? dueAt.toISOString() : null,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    body: row.body,
  };
}

/** The id that a page begins after; a word that somebody made up begins at the first page. */
const placeOf = (prefix: "whk" | "dlv", cursor = "") =>
  new RegExp(`^${prefix}_[0-9a-z]{26}$`).test(cursor) ? cursor : null;

/** Webhooks and what is sent to them. */
export const webhookRoutes = [
  apiRoute({
    method: "POST",
    path: "/webhooks",
    capability: "webhook.manage",
    body: webhookInputSchema,
    invalid: { webhook_url_forbidden: "url" },
    work: async ({ scope, body, requestKey }) => {
      const made = await createWebhook(scope, { requestId: requestKey, webhook: body });
      if (!made.ok) return made;
      const { id, createdAt, secret } = made.value;
      return { ...made, value: { id, ...body, status: "active", disabledBy: null, createdAt, secret } };
    },
  }),
  apiRoute({
    method: "GET",
    path: "/webhooks",
    capability: "webhook.manage",
    query: pageQuery,
    work: async ({ scope, query }) => {
      const place = { cursor: placeOf("whk", query.cursor), size: query.limit };
      const { rows, nextCursor } = await listWebhooks(scope, place);
      return ok({ data: rows.map(webhookView), nextCursor });
    },
  }),
  apiRoute({
    method: "GET",
    path: "/webhooks/:id/deliveries",
    capability: "webhook.manage",
    query: pageQuery.extend({ status: z.enum(deliveryStatuses).optional() }),
    work: async ({ scope, id, query }) => {
      if (!(await getWebhook(scope, id))) throw new AppError("not_found");
      const page = await listDeliveries(scope, {
        webhookId: id,
        status: query.status,
        cursor: placeOf("dlv", query.cursor),
        size: query.limit,
      });
      return ok({ data: page.rows.map(deliveryView), nextCursor: page.nextCursor });
    },
  }),
  apiRoute({
    method: "POST",
    path: "/webhooks/:id/deliveries/:deliveryId/replay",
    capability: "webhook.manage",
    work: async ({ scope, id, params, requestKey }) => {
      const { deliveryId = "" } = params;
      const again = await replayDelivery(scope, { requestId: requestKey, webhookId: id, deliveryId });
      return again.ok ? { ...again, value: { id: deliveryId, status: "waiting" } } : again;
    },
  }),
];
