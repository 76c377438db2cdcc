import { Link2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { ChannelChip, type NamedChannel } from "@/components/links/channel-chip";
import { CodesButton } from "@/components/links/codes-button";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListSpec, ListState } from "@/components/ui/list-state";
import { StatusBadge } from "@/components/ui/status-badge";
import { ExportChosen } from "@/components/workspace/export-chosen";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { changeLinks, exportLinks } from "@/lib/links/actions";
import { lastChoice, listChannels } from "@/lib/links/queries/channels";
import { type LinkRow, listLinks } from "@/lib/links/queries/links";
import { conversionOf, leadsOn } from "@/lib/links/rules";
import { builtInChannels, linkAges, type PromoteChoice, targetTypes } from "@/lib/links/schema";
import type { Scope } from "@/lib/platform/auth/scope";

const states = ["live", "over"] as const;

export const linkListSpec = {
  filters: { channel: "text", target: targetTypes, state: states, made: linkAges },
  sorts: ["created"],
  defaultSort: "-created",
  views: { all: {}, live: { state: ["live"] }, over: { state: ["over"] } },
} satisfies ListSpec;

type Asked = {
  place: { merchant: string; store?: string };
  base: string;
  list: OpenList;
  mayWrite: boolean;
  baseUrl: string;
  timeZone: string;
};

/** What the list is narrowed by, as its query and its file take it. */
export const linkFilter = ({ q, filters }: ListState) => ({
  q,
  channels: filters.channel ?? [],
  targets: targetTypes.filter((type) => filters.target?.includes(type)),
  state: states.filter((state) => filters.state?.includes(state)),
  made: linkAges.filter((age) => filters.made?.includes(age)).slice(0, 1),
});

/** C-50: the page of links that the list's address asks for. */
export async function LinkList({ scope, ...asked }: Asked & { scope: Scope }) {
  const { state } = asked.list;
  const [page, own, choice] = await Promise.all([
    listLinks(scope, { ...linkFilter(state), cursor: state.cursor, size: state.size }),
    listChannels(scope),
    lastChoice(scope),
  ]);
  return <LinkTable {...asked} {...{ page, own, choice }} />;
}

type LinkTableProps = Asked & {
  page: Awaited<ReturnType<typeof listLinks>>;
  own: Awaited<ReturnType<typeof listChannels>>;
  choice: PromoteChoice;
};

function LinkTable({ place, base, list, mayWrite, baseUrl, timeZone, page, own, choice }: LinkTableProps) {
  const t = useTranslations("links.list");
  const channels = useTranslations("links.channels");
  const now = new Date();
  return (
    <WorkspaceIndex
      list={list}
      where={place}
      bulk={
        mayWrite
          ? {
              action: changeLinks,
              changes: [
                { key: "disable", label: t("disable"), undo: "enable" },
                { key: "enable", label: t("enable"), undo: "disable" },
              ],
            }
          : undefined
      }
      bulkTools={
        <>
          <CodesButton
            {...{ place, own, choice, baseUrl }}
            filter={{ q: list.state.q, ...list.state.filters }}
          />
          <ExportChosen
            {...{ place, columns: columnsOf(list) }}
            action={exportLinks}
            filter={linkFilter(list.state)}
          />
        </>
      }
      label={t("label")}
      columns={[
        { key: "link", label: t("link"), card: "title" },
        { key: "target", label: t("target") },
        { key: "channel", label: t("channel") },
        { key: "state", label: t("state"), card: "badge" },
        { key: "clicks", label: t("clicks"), align: "end" },
        { key: "visitors", label: t("visitors"), align: "end" },
        { key: "claims", label: t("claims"), align: "end" },
        { key: "conversion", label: t("conversion"), align: "end" },
        { key: "created", label: t("created"), sort: true, card: "none" },
      ]}
      rows={page.rows.map((row) => ({
        id: row.id,
        name: row.name || row.slug,
        href: `${base}/links/${row.id}`,
        cells: cellsOf(row, { own, now, timeZone }),
        actions: (
          <CopyButton
            text={`${baseUrl}/s/${row.slug}`}
            label={t("copy")}
            size="sm"
            variant="ghost"
            iconOnly
          />
        ),
      }))}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("search") }}
      filters={[
        {
          key: "channel",
          label: t("channel"),
          multiple: true,
          options: [
            ...builtInChannels.map(({ code }) => ({ value: code, label: channels(code) })),
            ...own.map(({ code, name }) => ({ value: code, label: name })),
          ],
        },
        {
          key: "target",
          label: t("target"),
          multiple: true,
          options: targetTypes.map((value) => ({ value, label: t(value) })),
        },
        {
          key: "made",
          label: t("created"),
          multiple: false,
          options: linkAges.map((value) => ({ value, label: t("madeIn", { count: Number(value) }) })),
        },
        { key: "state", label: t("state"), options: states.map((value) => ({ value, label: t(value) })) },
      ]}
      views={[
        { key: "all", label: t("all"), filters: {} },
        ...states.map((key) => ({ key, label: t(key), filters: { state: [key] } })),
      ]}
      empty={
        <EmptyState
          icon={<Link2 className="size-6" />}
          title={t("emptyTitle")}
          text={t("emptyText")}
          action={<ButtonLink href={`${base}/activities`}>{t("toActivities")}</ButtonLink>}
        />
      }
    />
  );
}

type CellFacts = { own: readonly NamedChannel[]; now: Date; timeZone: string };

function cellsOf(row: LinkRow, { own, now, timeZone }: CellFacts) {
  return {
    link: (
      <span className="grid min-w-0">
        <span className="font-mono wrap-anywhere">/s/{row.slug}</span>
        {row.name ? <span className="text-xs font-normal wrap-anywhere text-ink-2">{row.name}</span> : null}
      </span>
    ),
    target: <Target row={row} />,
    channel: <ChannelChip code={row.channel} own={own} />,
    state: <StatusBadge status={leadsOn(row, now) ? "active" : "ended"} />,
    clicks: <Count value={row.clicks} />,
    visitors: <Count value={row.visitors} />,
    claims: <Count value={row.claims} />,
    conversion: <Conversion row={row} />,
    created: <Created at={row.createdAt} timeZone={timeZone} />,
  };
}

function Target({ row }: { row: LinkRow }) {
  const t = useTranslations("links.list");
  return <span className="wrap-anywhere">{row.targetName ?? t(row.targetType)}</span>;
}

function Count({ value }: { value: number }) {
  return <span className="tabular">{useFormatter().number(value)}</span>;
}

/** Who claimed of those who opened it, in percent; a dash where nobody did. */
function Conversion({ row }: { row: LinkRow }) {
  const { number } = useFormatter();
  const part = conversionOf(row);
  const text = part === null ? "–" : number(part, { style: "percent", maximumFractionDigits: 1 });
  return <span className="tabular">{text}</span>;
}

function Created({ at, timeZone }: { at: Date; timeZone: string }) {
  return (
    <span className="whitespace-nowrap">
      {useFormatter().dateTime(at, { dateStyle: "medium", timeZone })}
    </span>
  );
}
