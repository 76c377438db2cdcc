import { Megaphone } from "lucide-react";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { ActivityActions } from "@/components/activities/activity-actions";
import { activitiesPath, type ConsolePlace } from "@/components/activities/paths";
import { periodWords } from "@/components/activities/period-words";
import { ActivityStatusBadge } from "@/components/activities/status-words";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { type ListSpec, type ListState, notKey } from "@/components/ui/list-state";
import { StockBar } from "@/components/ui/stock-bar";
import type { BulkChange } from "@/components/workspace/bulk-actions";
import { ExportChosen } from "@/components/workspace/export-chosen";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { changeActivities, exportActivities } from "@/lib/activities/actions";
import { type ActivityRow, listActivities } from "@/lib/activities/queries/activities";
import { activityKinds, activitySorts, activityStatuses } from "@/lib/activities/schema";
import type { Scope } from "@/lib/platform/auth/scope";

export const activityListSpec = {
  filters: { status: activityStatuses, kind: activityKinds },
  none: ["status", "kind"],
  sorts: ["created", "name", "start"],
  defaultSort: "-created",
  views: {
    all: {},
    running: { status: ["running"] },
    not_started: { status: ["not_started"] },
    paused: { status: ["paused"] },
    draft: { status: ["draft"] },
    ended: { status: ["ended"] },
    archived: { status: ["archived"] },
  },
} satisfies ListSpec;

export type ActivityRights = { readonly write: boolean; readonly publish: boolean };

const none: ActivityRights = { write: false, publish: false };

type Asked = { place: ConsolePlace; list: OpenList; baseUrl: string; rights: ActivityRights };
type ActivityTableProps = Asked & { page: Awaited<ReturnType<typeof listActivities>> };

const choices = (of: (key: string) => string[] | undefined) => ({
  statuses: activityStatuses.filter((status) => of("status")?.includes(status)),
  kinds: activityKinds.filter((kind) => of("kind")?.includes(kind)),
});

/** The state of the list as its query and its export take it. */
export const activityFilter = ({ q, filters, sortKey, descending }: ListState) => ({
  q,
  ...choices((key) => filters[key]),
  without: choices((key) => filters[notKey(key)]),
  sort: activitySorts.find((sort) => sort === sortKey) ?? "created",
  descending,
});

/** C-40: the merchant's activities, the page of them that the list's address asks for. */
export async function ActivityList({ scope, ...asked }: Asked & { scope: Scope }) {
  const { state } = asked.list;
  const page = await listActivities(scope, {
    ...activityFilter(state),
    cursor: state.cursor,
    size: state.size,
  });
  return <ActivityTable {...asked} page={page} />;
}

/** The changes that can be taken back, each with the one that does. */
function useChanges(): BulkChange[] {
  const t = useTranslations("activities.actions");
  const bulk = useTranslations("workspace.bulk");
  return [
    { key: "pause", label: t("pause.label"), undo: "resume" },
    { key: "resume", label: t("resume.label"), undo: "pause", warning: bulk("resumeText") },
    { key: "archive", label: t("archive.label"), undo: "restore" },
    { key: "restore", label: t("restore.label"), undo: "archive", warning: bulk("restoreText") },
  ];
}

function ActivityTable({ place, list, page, baseUrl, rights }: ActivityTableProps) {
  const t = useTranslations("activities.list");
  const kinds = useTranslations("activities.kinds");
  const status = useTranslations("ui.status");
  const changes = useChanges();
  const filter = activityFilter(list.state);
  return (
    <WorkspaceIndex
      list={list}
      where={place}
      bulk={rights.publish ? { action: changeActivities, changes, filter } : undefined}
      bulkTools={
        <ExportChosen {...{ place, columns: columnsOf(list) }} action={exportActivities} filter={filter} />
      }
      label={t("label")}
      columns={[
        { key: "name", label: t("name"), sort: true, card: "title" },
        { key: "kind", label: t("kind"), card: "none" },
        { key: "status", label: t("status"), card: "badge" },
        { key: "start", label: t("period"), sort: true },
        { key: "participants", label: t("participants"), align: "end" },
        { key: "stock", label: t("stock") },
        { key: "created", label: t("created"), sort: true, card: "none" },
      ]}
      rows={page.rows.map((row) => ({
        id: row.id,
        name: row.name,
        href: activitiesPath(place, row.id),
        cells: cellsOf(row),
        actions: (
          <ActivityActions
            place={place}
            activity={row}
            link={`${baseUrl}/a/${row.slug}`}
            rights={row.steerable ? rights : none}
          />
        ),
      }))}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("search") }}
      filters={[
        {
          key: "status",
          label: t("status"),
          multiple: true,
          options: activityStatuses.map((value) => ({ value, label: status(value) })),
        },
        {
          key: "kind",
          label: t("kind"),
          options: activityKinds.map((value) => ({ value, label: kinds(`${value}.name`) })),
        },
      ]}
      views={Object.entries(activityListSpec.views).map(([key, filters]) => ({
        key,
        label: key === "all" ? t("all") : status(key),
        filters: Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, [...values]])),
      }))}
      empty={<NoActivities place={place} canWrite={rights.write} />}
    />
  );
}

function cellsOf(row: ActivityRow) {
  return {
    name: <NameCell row={row} />,
    kind: <KindCell row={row} />,
    status: <ActivityStatusBadge status={row.status} />,
    start: <PeriodCell row={row} />,
    participants: <CountCell count={row.participants} />,
    stock: <StockBar used={row.issued} total={row.inventory} />,
    created: <CreatedCell row={row} />,
  };
}

function NameCell({ row }: { row: ActivityRow }) {
  return (
    <span className="grid min-w-0">
      <span className="wrap-anywhere">{row.name}</span>
      <span className="font-mono text-xs font-normal wrap-anywhere text-ink-2">{row.code}</span>
    </span>
  );
}

function KindCell({ row }: { row: ActivityRow }) {
  const t = useTranslations("activities.kinds");
  return <span className="sm:whitespace-nowrap">{t(`${row.kind}.name`)}</span>;
}

function PeriodCell({ row }: { row: ActivityRow }) {
  const locale = useLocale();
  return (
    <span className="grid">
      <span className="tabular sm:whitespace-nowrap">
        {periodWords(row.startsAt, row.endsAt, row.timeZone, locale)}
      </span>
      <span className="text-xs text-ink-2">{row.timeZone.replaceAll("_", " ")}</span>
    </span>
  );
}

function CountCell({ count }: { count: number }) {
  return <span className="tabular">{useFormatter().number(count)}</span>;
}

function CreatedCell({ row }: { row: ActivityRow }) {
  const locale = useLocale();
  return (
    <span className="whitespace-nowrap">
      {new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: row.timeZone }).format(row.createdAt)}
    </span>
  );
}

function NoActivities({ place, canWrite }: { place: ConsolePlace; canWrite: boolean }) {
  const t = useTranslations("activities.list");
  return (
    <EmptyState
      icon={<Megaphone className="size-6" />}
      title={t("emptyTitle")}
      text={t("emptyText")}
      action={
        canWrite ? (
          <ButtonLink href={activitiesPath(place, "new")} variant="primary">
            {t("create")}
          </ButtonLink>
        ) : undefined
      }
    />
  );
}
