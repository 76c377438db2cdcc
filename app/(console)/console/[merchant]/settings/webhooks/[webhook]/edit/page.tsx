import type { Metadata } from "next";
import { DetailPage } from "@/components/ui/detail-page";
import { lastChange } from "@/lib/workspace/queries";
import { EditWebhookForm } from "../../_components/edit-webhook-form";
import { loadWebhook } from "../../_components/load-webhook";
import { WebhookAside } from "../../_components/webhook-aside";
import { WebhookHeader } from "../../_components/webhook-header";

type Props = { params: Promise<{ merchant: string; webhook: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { merchant, webhook: id } = await params;
  const { webhook } = await loadWebhook(merchant, id);
  return { title: webhook.name || webhook.url };
}

export default async function EditWebhookPage({ params }: Props) {
  const { merchant: slug, webhook: webhookId } = await params;
  const { merchant, webhook, scope } = await loadWebhook(slug, webhookId);
  const place = { merchant: slug };
  const { revision, name, url, events } = webhook;
  const change = await lastChange(scope, "webhook", webhookId);
  return (
    <DetailPage
      header={<WebhookHeader place={place} webhook={webhook} tab="settings" />}
      aside={<WebhookAside webhook={webhook} timeZone={merchant.timeZone} />}
    >
      <EditWebhookForm {...{ place, webhookId, revision, change }} webhook={{ name, url, events }} />
    </DetailPage>
  );
}
