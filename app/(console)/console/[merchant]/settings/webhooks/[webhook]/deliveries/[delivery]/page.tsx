import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { DetailPage } from "@/components/ui/detail-page";
import { PageHeader } from "@/components/ui/page-header";
import { getDelivery } from "@/lib/notifications/queries/webhooks";
import { AttemptList, DeliveryAside, DeliveryBody } from "../../../_components/delivery-parts";
import { loadWebhook } from "../../../_components/load-webhook";
import { ReplayButton } from "../../../_components/replay-button";
import { DeliveryStatus } from "../../../_components/webhook-status";

type Props = { params: Promise<{ merchant: string; webhook: string; delivery: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("webhooks.delivery");
  return { title: t("title") };
}

export default async function DeliveryPage({ params }: Props) {
  const { merchant: slug, webhook: webhookId, delivery: deliveryId } = await params;
  const { scope, merchant, webhook } = await loadWebhook(slug, webhookId);
  const place = { merchant: slug };
  const [t, delivery] = await Promise.all([
    getTranslations("webhooks.delivery"),
    getDelivery(scope, webhookId, deliveryId),
  ]);
  if (!delivery) notFound();
  const { timeZone } = merchant;
  return (
    <DetailPage
      header={
        <PageHeader
          title={t("title")}
          badge={<DeliveryStatus status={delivery.status} />}
          meta={<code className="font-mono wrap-anywhere">{delivery.eventId}</code>}
          back={{
            href: consolePath(place, "settings", "webhooks", webhookId),
            label: webhook.name || webhook.url,
          }}
          actions={<ReplayButton {...{ place, webhookId, deliveryId }} />}
        />
      }
      aside={<DeliveryAside delivery={delivery} timeZone={timeZone} />}
    >
      <DeliveryBody body={delivery.body} />
      <AttemptList attempts={delivery.log} timeZone={timeZone} />
    </DetailPage>
  );
}
