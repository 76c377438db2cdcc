import { Webhook } from "lucide-react";
import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListSpec } from "@/components/ui/list-state";
import { Time } from "@/components/ui/time";
import type { OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import type { WebhookRow } from "@/lib/notifications/queries/webhooks";
import { WebhookStatus } from "./webhook-status";

/** What the address of the list of webhooks may say. They are few: all of them are on one page. */
export const webhookListSpec = {
  filters: {},
  sorts: ["created"],
  defaultSort: "-created",
} satisfies ListSpec;

type WebhookListProps = {
  place: ActionPlace;
  list: OpenList;
  rows: readonly WebhookRow[];
  timeZone: string;
};

/** C-124: whom the merchant's events are sent to. */
export function WebhookList({ place, list, rows, timeZone }: WebhookListProps) {
  const t = useTranslations("webhooks.list");
  return (
    <WorkspaceIndex
      list={list}
      where={place}
      label={t("label")}
      columns={[
        { key: "name", label: t("name"), card: "title" },
        { key: "events", label: t("events"), card: "metric" },
        { key: "last", label: t("last"), card: "metric" },
        { key: "status", label: t("status"), card: "badge" },
      ]}
      rows={rows.map((row) => ({
        id: row.id,
        href: consolePath(place, "settings", "webhooks", row.id),
        cells: {
          name: <WebhookName row={row} />,
          events: t("eventCount", { count: row.events.length }),
          last: row.lastEventAt ? (
            <Time at={row.lastEventAt} timeZone={timeZone} mode="relative" />
          ) : (
            t("none")
          ),
          status: <WebhookStatus webhook={row} />,
        },
      }))}
      total={rows.length}
      nextCursor={null}
      empty={
        <EmptyState icon={<Webhook className="size-6" />} title={t("emptyTitle")} text={t("emptyText")} />
      }
    />
  );
}

function WebhookName({ row }: { row: WebhookRow }) {
  if (!row.name) return <span className="wrap-anywhere">{row.url}</span>;
  return (
    <span className="grid min-w-0">
      <span className="wrap-anywhere">{row.name}</span>
      <span className="text-xs font-normal wrap-anywhere text-ink-2">{row.url}</span>
    </span>
  );
}
