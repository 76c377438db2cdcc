import { LayoutTemplate } from "lucide-react";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { PlacementBadge, PlacementTime } from "@/components/links/placement-words";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import type { ListSpec } from "@/components/ui/list-state";
import type { OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { listPlacements, type PlacementRow } from "@/lib/links/queries/placements";
import { placementWords } from "@/lib/links/rules/placement-words";
import { placementForms, placementStates, slots } from "@/lib/links/schema/placements";
import type { Scope } from "@/lib/platform/auth/scope";
import { PlacementActions } from "./placement-actions";

export const placementListSpec = {
  filters: { slot: slots, form: placementForms, state: placementStates },
  sorts: ["created", "starts"],
  defaultSort: "-created",
  views: {
    all: {},
    live: { state: ["live"] },
    scheduled: { state: ["scheduled"] },
    over: { state: ["over"] },
  },
} satisfies ListSpec;

type Asked = {
  place: { merchant: string; store?: string };
  base: string;
  list: OpenList;
  mayWrite: boolean;
  timeZone: string;
};

/** The page of placements that the list's address asks for. */
export async function PlacementList({ scope, ...asked }: Asked & { scope: Scope }) {
  const { q, filters, sortKey, descending, cursor, size } = asked.list.state;
  const page = await listPlacements(scope, {
    q,
    slots: slots.filter((slot) => filters.slot?.includes(slot)),
    forms: placementForms.filter((form) => filters.form?.includes(form)),
    states: placementStates.filter((state) => filters.state?.includes(state)),
    sort: sortKey === "starts" ? "starts" : "created",
    ...{ descending, cursor, size },
  });
  return <PlacementTable {...asked} page={page} />;
}

type TableProps = Asked & { page: Awaited<ReturnType<typeof listPlacements>> };

function PlacementTable({ place, base, list, mayWrite, timeZone, page }: TableProps) {
  const t = useTranslations("links.onSite");
  const locale = useLocale();
  const named = page.rows.map((row) => {
    const name = placementWords(row, row.activity ?? row.pack, locale).title || t("page.gone");
    const room = row.targetType === "pack" ? "packs" : "activities";
    // What is archived has no promote dialog that could open; its row says why it is hidden, and has what ends it.
    const href = row.isPromoted ? `${base}/${room}/${row.targetId}?promote=on-site` : undefined;
    return { row, name, href };
  });
  return (
    <WorkspaceIndex
      list={list}
      where={place}
      label={t("page.label")}
      columns={[
        { key: "placement", label: t("page.placement"), card: "title" },
        { key: "target", label: t("page.leadsTo") },
        { key: "slot", label: t("slot") },
        { key: "state", label: t("state"), card: "badge" },
        { key: "starts", label: t("dates"), sort: true },
        { key: "order", label: t("position"), align: "end" },
        { key: "created", label: t("page.created"), sort: true, card: "none" },
      ]}
      rows={named.map(({ row, name, href }) => ({
        id: row.id,
        name,
        href,
        cells: cellsOf(row, { name, base, timeZone }),
        actions: mayWrite ? (
          <PlacementActions place={place} placement={{ id: row.id, name, isOff: row.state === "off" }} />
        ) : undefined,
      }))}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("page.search") }}
      filters={[
        {
          key: "slot",
          label: t("slot"),
          multiple: true,
          options: slots.map((value) => ({ value, label: t(`slots.${value}`) })),
        },
        {
          key: "form",
          label: t("form"),
          options: placementForms.map((value) => ({ value, label: t(`forms.${value}`) })),
        },
        {
          key: "state",
          label: t("state"),
          multiple: true,
          options: placementStates.map((value) => ({ value, label: t(`states.${value}`) })),
        },
      ]}
      views={[
        { key: "all", label: t("page.all"), filters: {} },
        ...(["live", "scheduled", "over"] as const).map((key) => ({
          ...{ key, label: t(`states.${key}`) },
          filters: { state: [key] },
        })),
      ]}
      empty={
        <EmptyState
          icon={<LayoutTemplate className="size-6" />}
          title={t("page.emptyTitle")}
          text={t("page.emptyText")}
          action={<ButtonLink href={`${base}/activities`}>{t("page.toActivities")}</ButtonLink>}
        />
      }
    />
  );
}

type CellFacts = { name: string; base: string; timeZone: string };

function cellsOf(row: PlacementRow, { name, base, timeZone }: CellFacts) {
  return {
    placement: <span className="wrap-anywhere">{name}</span>,
    target: (
      <Link href={`${base}/links/${row.linkId}`} className="wrap-anywhere text-brand hover:underline">
        {row.targetName ?? `/s/${row.slug}`}
      </Link>
    ),
    slot: <Where row={row} />,
    state: <PlacementBadge state={row.state} />,
    starts: <PlacementTime {...row} timeZone={timeZone} />,
    order: <span className="tabular">{row.position}</span>,
    created: <Created at={row.createdAt} timeZone={timeZone} />,
  };
}

function Where({ row }: { row: PlacementRow }) {
  const t = useTranslations("links.onSite");
  return (
    <span className="grid">
      <span>
        {t(`slots.${row.slot}`)} · {t(`forms.${row.form}`)}
      </span>
      {row.storeName ? <span className="text-xs text-ink-2">{row.storeName}</span> : null}
    </span>
  );
}

function Created({ at, timeZone }: { at: Date; timeZone: string }) {
  return (
    <span className="whitespace-nowrap">
      {useFormatter().dateTime(at, { dateStyle: "medium", timeZone })}
    </span>
  );
}
