import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { SummaryList } from "@/components/ui/summary-list";
import { Time } from "@/components/ui/time";
import type { WebhookRow } from "@/lib/notifications/queries/webhooks";

/** What a webhook is told of, who added it, and how it fares. */
export function WebhookAside({ webhook, timeZone }: { webhook: WebhookRow; timeZone: string }) {
  const t = useTranslations("webhooks.page");
  const list = useTranslations("webhooks.list");
  const { events, createdAt, createdBy, failingSince, disabledAt, disabledBy } = webhook;
  const time = (at: Date) => <Time at={at} timeZone={timeZone} />;
  return (
    <Card title={t("about")}>
      <SummaryList
        items={[
          {
            label: list("events"),
            value: (
              <ul className="grid gap-0.5">
                {events.map((event) => (
                  <li key={event}>
                    <code className="font-mono text-xs">{event}</code>
                  </li>
                ))}
              </ul>
            ),
          },
          {
            label: t("created"),
            value: (
              <>
                {time(createdAt)} {createdBy ? t("by", { name: createdBy }) : null}
              </>
            ),
          },
          ...(failingSince ? [{ label: t("failingSince"), value: time(failingSince) }] : []),
          ...(disabledAt && disabledBy
            ? [
                {
                  label: t("disabledAt"),
                  value: (
                    <>
                      {time(disabledAt)} {t(`reason.${disabledBy}`)}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}
