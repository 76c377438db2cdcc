import { useTranslations } from "next-intl";
import { StatusBadge } from "@/components/ui/status-badge";
import type { DeliveryRow, WebhookRow } from "@/lib/notifications/queries/webhooks";

export function WebhookStatus({ webhook }: { webhook: Pick<WebhookRow, "disabledAt" | "failingSince"> }) {
  const t = useTranslations("webhooks.status");
  if (webhook.disabledAt) return <StatusBadge status="archived" label={t("disabled")} />;
  if (webhook.failingSince) return <StatusBadge status="blocked" label={t("failing")} />;
  return <StatusBadge status="active" label={t("active")} />;
}

const look = { waiting: "scheduled", delivered: "yes", failed: "blocked" } as const;

export function DeliveryStatus({ status }: { status: DeliveryRow["status"] }) {
  const t = useTranslations("webhooks.log");
  return <StatusBadge status={look[status]} label={t(status)} />;
}
