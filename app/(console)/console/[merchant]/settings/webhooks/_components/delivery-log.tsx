import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListSpec, ListState } from "@/components/ui/list-state";
import { ResourceIndex } from "@/components/ui/resource-index";
import { Time } from "@/components/ui/time";
import type { listDeliveries } from "@/lib/notifications/queries/webhooks";
import { deliveryStatuses } from "@/lib/notifications/schema";
import { useAnswerWords, useEventWords } from "./answer-words";
import { DeliveryStatus } from "./webhook-status";

/** What the address of the log may say. */
export const deliveryListSpec = {
  filters: { status: deliveryStatuses },
  sorts: ["at"],
  defaultSort: "-at",
  views: Object.fromEntries([
    ["all", {}],
    ...deliveryStatuses.map((status) => [status, { status: [status] }] as const),
  ]),
} satisfies ListSpec;

type DeliveryLogProps = {
  place: ActionPlace;
  webhookId: string;
  state: ListState;
  page: Awaited<ReturnType<typeof listDeliveries>>;
  timeZone: string;
};

/** What was and will be sent to a webhook. */
export function DeliveryLog({ place, webhookId, state, page, timeZone }: DeliveryLogProps) {
  const t = useTranslations("webhooks.log");
  const words = useEventWords();
  const answer = useAnswerWords();
  const base = consolePath(place, "settings", "webhooks", webhookId);
  return (
    <ResourceIndex
      basePath={base}
      label={t("label")}
      state={state}
      columns={[
        { key: "event", label: t("event"), card: "title" },
        { key: "at", label: t("at"), card: "metric" },
        { key: "attempts", label: t("attempts"), align: "end", card: "none" },
        { key: "answer", label: t("answer"), card: "metric" },
        { key: "next", label: t("next"), card: "none" },
        { key: "status", label: t("status"), card: "badge" },
      ]}
      rows={page.rows.map((row) => ({
        id: row.id,
        href: `${base}/deliveries/${row.id}`,
        cells: {
          event: (
            <span className="grid min-w-0">
              <span className="wrap-anywhere">{words(row.eventType)}</span>
              <code className="font-mono text-xs font-normal wrap-anywhere text-ink-2">{row.eventId}</code>
            </span>
          ),
          at: <Time at={row.createdAt} timeZone={timeZone} />,
          attempts: row.attempts,
          answer: answer(row),
          next: row.status === "waiting" ? <Time at={row.dueAt} timeZone={timeZone} mode="relative" /> : "–",
          status: <DeliveryStatus status={row.status} />,
        },
      }))}
      total={null}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("search") }}
      views={[
        { key: "all", label: t("viewAll"), filters: {} },
        ...deliveryStatuses.map((status) => ({
          key: status,
          label: t(status),
          filters: { status: [status] },
        })),
      ]}
      empty={<EmptyState icon={<Send className="size-6" />} title={t("emptyTitle")} text={t("emptyText")} />}
    />
  );
}
