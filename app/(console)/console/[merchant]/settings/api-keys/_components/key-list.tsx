import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import type { ApiKeyRow, listApiKeys } from "@/lib/merchants/queries/api-keys";
import { KeyMenu } from "./key-menu";

type KeyListProps = {
  place: ActionPlace;
  list: OpenList;
  page: Awaited<ReturnType<typeof listApiKeys>>;
  timeZone: string;
};

/** C-123: what tills, shops and CRMs prove themselves with. */
export function KeyList({ place, list, page, timeZone }: KeyListProps) {
  const t = useTranslations("api-keys.list");
  const scopes = useTranslations("api-keys.scopes");
  const time = (at: Date | null, none: string) =>
    at ? <Time at={at} timeZone={timeZone} mode="relative" /> : none;
  return (
    <WorkspaceIndex
      list={list}
      where={place}
      label={t("label")}
      columns={[
        { key: "name", label: t("name"), card: "title" },
        { key: "scopes", label: t("scopes"), card: "metric" },
        { key: "rate", label: t("rate"), align: "end", card: "metric" },
        { key: "used", label: t("used"), card: "metric" },
        { key: "expires", label: t("expires"), card: "metric" },
        { key: "status", label: t("status"), card: "badge" },
      ]}
      rows={page.rows.map((row) => ({
        id: row.id,
        name: row.name,
        cells: {
          name: <KeyName row={row} />,
          scopes: row.scopes.map((scope) => (scopes.has(scope) ? scopes(scope) : scope)).join(" · "),
          rate: t("perMinute", { rate: row.ratePerMinute }),
          used: time(row.lastUsedAt, t("never")),
          expires: time(row.expiresAt, t("noEnd")),
          status: <KeyStatus row={row} />,
        },
        actions: row.isGood ? <KeyMenu place={place} apiKey={row} /> : undefined,
      }))}
      total={page.total}
      nextCursor={page.nextCursor}
      views={[
        { key: "good", label: t("viewGood"), filters: {} },
        { key: "over", label: t("viewOver"), filters: { status: ["over"] } },
      ]}
      empty={
        <EmptyState icon={<KeyRound className="size-6" />} title={t("emptyTitle")} text={t("emptyText")} />
      }
    />
  );
}

function KeyName({ row }: { row: ApiKeyRow }) {
  const t = useTranslations("api-keys.list");
  return (
    <span className="grid min-w-0">
      <span className="wrap-anywhere">{row.name}</span>
      <span className="text-xs font-normal wrap-anywhere text-ink-2">
        <code className="font-mono">sk_…{row.lastFour}</code>
        {row.createdBy ? ` · ${t("by", { name: row.createdBy })}` : ""}
      </span>
    </span>
  );
}

function KeyStatus({ row }: { row: ApiKeyRow }) {
  const t = useTranslations("api-keys.list");
  if (row.isGood) return <StatusBadge status="active" label={t("good")} />;
  return row.revokedAt ? (
    <StatusBadge status="cancelled" label={t("revoked")} />
  ) : (
    <StatusBadge status="expired" label={t("expired")} />
  );
}
