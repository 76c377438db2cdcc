import { Webhook } from "lucide-react";
import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { RowClick } from "@/components/ui/row-click";
import { Time } from "@/components/ui/time";
import type { WebhookRow } from "@/lib/notifications/queries/webhooks";
import { WebhookStatus } from "./webhook-status";

const TABLE = "webhooks";
type WebhookListProps = { place: ActionPlace; rows: readonly WebhookRow[]; timeZone: string };

/** C-124: whom the merchant's events are sent to. */
export function WebhookList({ place, rows, timeZone }: WebhookListProps) {
  const t = useTranslations("webhooks.list");
  if (rows.length === 0) {
    return (
      <div className="rounded-xl border border-border bg-surface shadow-e1">
        <EmptyState icon={<Webhook className="size-6" />} title={t("emptyTitle")} text={t("emptyText")} />
      </div>
    );
  }
  return (
    <>
      <DataTable
        id={TABLE}
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
      />
      <RowClick tableId={TABLE} />
    </>
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
