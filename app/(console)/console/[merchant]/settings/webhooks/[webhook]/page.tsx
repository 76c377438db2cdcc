import type { Metadata } from "next";
import { DetailPage } from "@/components/ui/detail-page";
import { readListState, type SearchParams } from "@/components/ui/list-state";
import { listDeliveries } from "@/lib/notifications/queries/webhooks";
import { deliveryStatuses } from "@/lib/notifications/schema";
import { DeliveryLog, deliveryListSpec } from "../_components/delivery-log";
import { loadWebhook } from "../_components/load-webhook";
import { WebhookAside } from "../_components/webhook-aside";
import { WebhookHeader } from "../_components/webhook-header";

type Props = { params: Promise<{ merchant: string; webhook: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { merchant, webhook: id } = await params;
  const { webhook } = await loadWebhook(merchant, id);
  return { title: webhook.name || webhook.url };
}

export default async function WebhookPage({ params, searchParams }: Props) {
  const { merchant: slug, webhook: webhookId } = await params;
  const { scope, merchant, webhook } = await loadWebhook(slug, webhookId);
  const place = { merchant: slug };
  const state = readListState(await searchParams, deliveryListSpec);
  const { q, filters, cursor, size } = state;
  const page = await listDeliveries(scope, {
    webhookId,
    status: deliveryStatuses.find((status) => filters.status?.includes(status)),
    eventId: q || undefined,
    cursor,
    size,
  });
  return (
    <DetailPage
      header={<WebhookHeader place={place} webhook={webhook} tab="deliveries" />}
      aside={<WebhookAside webhook={webhook} timeZone={merchant.timeZone} />}
    >
      <DeliveryLog {...{ place, webhookId, state, page }} timeZone={merchant.timeZone} />
    </DetailPage>
  );
}
