import { Store } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import { HoursToday } from "@/components/merchants/opening-hours";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListSpec } from "@/components/ui/list-state";
import { StatusBadge } from "@/components/ui/status-badge";
import type { BulkChange } from "@/components/workspace/bulk-actions";
import { ExportChosen } from "@/components/workspace/export-chosen";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { exportStores } from "@/lib/jobs/actions";
import { changeStores } from "@/lib/merchants/actions";
import type { listStores, StoreListQuery, StoreRow } from "@/lib/merchants/queries";
import { StoreMenu } from "./store-menu";

export const storeListSpec = {
  filters: { status: ["archived"], currency: "text" },
  sorts: ["name", "created"],
  defaultSort: "name",
  views: { open: {}, archived: { status: ["archived"] } },
} satisfies ListSpec;

type StoreListProps = {
  place: ActionPlace;
  list: OpenList;
  page: Awaited<ReturnType<typeof listStores>>;
  currencies: readonly string[];
  canWrite: boolean;
  /** What is in view, as its export and its changes take it. */
  filter: StoreListQuery;
};

/** C-72: the merchant's stores. */
export function StoreList({ place, list, page, currencies, canWrite, filter }: StoreListProps) {
  const t = useTranslations("stores.list");
  const change = useChange(list);
  return (
    <WorkspaceIndex
      list={list}
      where={place}
      bulk={canWrite ? { action: changeStores, changes: [change], filter } : undefined}
      bulkTools={
        <ExportChosen place={place} filter={{ ...filter }} columns={columnsOf(list)} action={exportStores} />
      }
      label={t("title")}
      columns={[
        { key: "name", label: t("name"), sort: true, card: "title" },
        { key: "status", label: t("status"), card: "badge" },
        { key: "code", label: t("code"), card: "none" },
        { key: "city", label: t("city"), card: "none" },
        { key: "hours", label: t("hours"), card: "none" },
        { key: "currency", label: t("currency"), card: "metric" },
        { key: "zone", label: t("timeZone"), card: "metric" },
        { key: "staff", label: t("staff"), align: "end", card: "none" },
        { key: "created", label: t("created"), sort: true, card: "none" },
      ]}
      rows={page.rows.map((row) => ({
        id: row.id,
        name: row.name,
        href: consolePath(place, "stores", row.id),
        cells: cellsOf(row),
        actions: canWrite ? <RowMenu place={place} row={row} /> : undefined,
      }))}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("search") }}
      filters={[
        {
          key: "currency",
          label: t("currency"),
          multiple: true,
          options: currencies.map((code) => ({ value: code, label: code })),
        },
      ]}
      views={[
        { key: "open", label: t("viewOpen"), filters: {} },
        { key: "archived", label: t("viewClosed"), filters: { status: ["archived"] } },
      ]}
      empty={<NoStores place={place} canWrite={canWrite} />}
    />
  );
}

/** Either list shows stores of one state. */
function useChange({ state }: OpenList): BulkChange {
  const t = useTranslations("stores.menu");
  return state.filters.status
    ? { key: "restore", label: t("restore"), undo: "archive" }
    : { key: "archive", label: t("archive"), undo: "restore", warning: t("archiveManyText") };
}

function cellsOf(row: StoreRow) {
  return {
    name: <NameCell row={row} />,
    status: <StatusCell row={row} />,
    code: row.code ? <span className="font-mono text-xs">{row.code}</span> : "–",
    city: row.city || "–",
    hours: <HoursToday store={row} />,
    currency: row.currency,
    zone: row.timeZone.replaceAll("_", " "),
    staff: <span className="tabular">{row.staff}</span>,
    created: <CreatedCell row={row} />,
  };
}

function NameCell({ row }: { row: StoreRow }) {
  return (
    <span className="grid min-w-0">
      <span className="wrap-anywhere">{row.name}</span>
      {row.address ? (
        <span className="text-xs font-normal wrap-anywhere text-ink-2">{row.address}</span>
      ) : null}
    </span>
  );
}

function StatusCell({ row }: { row: StoreRow }) {
  const t = useTranslations("stores");
  return (
    <StatusBadge
      status={row.archivedAt ? "archived" : "active"}
      label={t(row.archivedAt ? "closed" : "open")}
    />
  );
}

function CreatedCell({ row }: { row: StoreRow }) {
  const format = useFormatter();
  return (
    <span className="whitespace-nowrap">
      {format.dateTime(row.createdAt, { dateStyle: "medium", timeZone: row.timeZone })}
    </span>
  );
}

function RowMenu({ place, row }: { place: ActionPlace; row: StoreRow }) {
  const t = useTranslations("stores");
  const view = { key: "view", label: t("openView"), href: consolePath({ ...place, store: row.id }) };
  const edit = { key: "edit", label: t("menu.edit"), href: consolePath(place, "stores", row.id) };
  return <StoreMenu place={place} store={row} items={row.archivedAt ? [edit] : [edit, view]} />;
}

function NoStores({ place, canWrite }: { place: ActionPlace; canWrite: boolean }) {
  const t = useTranslations("stores.list");
  return (
    <EmptyState
      icon={<Store className="size-6" />}
      title={t("emptyTitle")}
      text={t("emptyText")}
      action={
        canWrite ? (
          <ButtonLink href={consolePath(place, "stores", "new")} variant="primary">
            {t("create")}
          </ButtonLink>
        ) : undefined
      }
    />
  );
}
