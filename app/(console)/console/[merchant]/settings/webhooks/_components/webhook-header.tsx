import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { PageHeader } from "@/components/ui/page-header";
import { TabLinks } from "@/components/ui/tabs";
import type { WebhookRow } from "@/lib/notifications/queries/webhooks";
import { WebhookActions } from "./webhook-actions";
import { WebhookStatus } from "./webhook-status";

type WebhookHeaderProps = { place: ActionPlace; webhook: WebhookRow; tab: "deliveries" | "settings" };

/** The head of a webhook's pages. */
export function WebhookHeader({ place, webhook, tab }: WebhookHeaderProps) {
  const t = useTranslations("webhooks");
  const base = consolePath(place, "settings", "webhooks", webhook.id);
  return (
    <>
      <PageHeader
        title={webhook.name || webhook.url}
        badge={<WebhookStatus webhook={webhook} />}
        meta={webhook.name ? <span className="wrap-anywhere">{webhook.url}</span> : undefined}
        back={{ href: consolePath(place, "settings", "webhooks"), label: t("title") }}
        actions={
          <WebhookActions place={place} webhookId={webhook.id} isDisabled={webhook.disabledAt !== null} />
        }
      />
      <TabLinks
        label={webhook.name || webhook.url}
        items={[
          { href: base, label: t("page.deliveries"), current: tab === "deliveries" },
          { href: `${base}/edit`, label: t("page.settings"), current: tab === "settings" },
        ]}
      />
    </>
  );
}
