import { and, asc, desc, eq, lt, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { staff } from "@/db/schema/merchants";
import { webhookAttempts, webhookDeliveries, webhooks } from "@/db/schema/notifications";
import { type DeliveryStatus, WEBHOOKS_AT_MOST } from "@/lib/notifications/schema";
import type { Scope } from "@/lib/platform/auth/scope";

const columns = {
  id: webhooks.id,
  name: webhooks.name,
  url: webhooks.url,
  events: webhooks.events,
  failingSince: webhooks.failingSince,
  disabledAt: webhooks.disabledAt,
  disabledBy: webhooks.disabledBy,
  revision: webhooks.revision,
  createdAt: webhooks.createdAt,
  createdBy: staff.name,
  lastEventAt: sql<Date | null>`(select d.created_at from ${webhookDeliveries} d
    where d.merchant_id = ${webhooks.merchantId} and d.webhook_id = ${webhooks.id} order by d.id desc limit 1)`.mapWith(
    webhookDeliveries.createdAt,
  ),
};

const some = () => db().select(columns).from(webhooks).leftJoin(staff, eq(staff.id, webhooks.createdBy));

/** The merchant's webhooks (C-124), newest first, those after `cursor`: few, so that one page may hold all. Their secrets are nowhere in it. */
export async function listWebhooks(
  scope: Scope,
  query: { readonly cursor?: string | null; readonly size?: number } = {},
) {
  const { cursor = null, size = WEBHOOKS_AT_MOST } = query;
  const found = await some()
    .where(and(eq(webhooks.merchantId, scope.merchantId), cursor ? lt(webhooks.id, cursor) : undefined))
    .orderBy(desc(webhooks.id))
    .limit(size + 1);
  const rows = found.slice(0, size);
  return { rows, nextCursor: found.length > size ? (rows.at(-1)?.id ?? null) : null };
}
export type WebhookRow = Awaited<ReturnType<typeof listWebhooks>>["rows"][number];

/** One webhook; null when the merchant has none such. */
export async function getWebhook(scope: Scope, webhookId: string): Promise<WebhookRow | null> {
  const mine = and(eq(webhooks.merchantId, scope.merchantId), eq(webhooks.id, webhookId));
  const [row] = await some().where(mine);
  return row ?? null;
}

/** Of a delivery's last attempt. */
const last = (column: "response_status" | "error") => sql`(select a.${sql.identifier(column)}
  from ${webhookAttempts} a where a.merchant_id = ${webhookDeliveries.merchantId}
  and a.delivery_id = ${webhookDeliveries.id} order by a.attempt desc limit 1)`;

const deliveryColumns = {
  id: webhookDeliveries.id,
  eventId: webhookDeliveries.eventId,
  eventType: webhookDeliveries.eventType,
  body: webhookDeliveries.body,
  status: webhookDeliveries.status,
  attempts: webhookDeliveries.attempts,
  dueAt: webhookDeliveries.dueAt,
  createdAt: webhookDeliveries.createdAt,
  finishedAt: webhookDeliveries.finishedAt,
  responseStatus: sql<number | null>`${last("response_status")}`,
  error: sql<string | null>`${last("error")}`,
};

export type DeliveryQuery = {
  readonly webhookId: string;
  readonly status?: DeliveryStatus;
  /** Exactly. */
  readonly eventId?: string;
  readonly cursor?: string | null;
  readonly size?: number;
};

/** What was and will be sent to one webhook, newest first, with what its last attempt came to. */
export async function listDeliveries(scope: Scope, query: DeliveryQuery) {
  const { webhookId, status, eventId, cursor = null, size = 25 } = query;
  const found = await db()
    .select(deliveryColumns)
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.merchantId, scope.merchantId),
        eq(webhookDeliveries.webhookId, webhookId),
        status ? eq(webhookDeliveries.status, status) : undefined,
        eventId ? eq(webhookDeliveries.eventId, eventId) : undefined,
        cursor ? lt(webhookDeliveries.id, cursor) : undefined,
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(size + 1);
  const rows = found.slice(0, size);
  return { rows, nextCursor: found.length > size ? (rows.at(-1)?.id ?? null) : null };
}
export type DeliveryRow = Awaited<ReturnType<typeof listDeliveries>>["rows"][number];

const ATTEMPTS_SHOWN = 100;

/** One delivery of a webhook with its latest attempts, newest first; null when there is none such. */
export async function getDelivery(scope: Scope, webhookId: string, deliveryId: string) {
  const mine = and(
    eq(webhookDeliveries.merchantId, scope.merchantId),
    eq(webhookDeliveries.webhookId, webhookId),
    eq(webhookDeliveries.id, deliveryId),
  );
  const [delivery] = await db().select(deliveryColumns).from(webhookDeliveries).where(mine);
  if (!delivery) return null;
  const { attempt, at, ms, responseStatus, responseBody, error } = webhookAttempts;
  const attempts = await db()
    .select({ attempt, at, ms, responseStatus, responseBody, error })
    .from(webhookAttempts)
    .where(and(eq(webhookAttempts.merchantId, scope.merchantId), eq(webhookAttempts.deliveryId, deliveryId)))
    .orderBy(desc(webhookAttempts.attempt), asc(webhookAttempts.at))
    .limit(ATTEMPTS_SHOWN);
  return { ...delivery, log: attempts };
}
export type DeliveryDetail = NonNullable<Awaited<ReturnType<typeof getDelivery>>>;
