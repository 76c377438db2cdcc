import { Users } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListSpec } from "@/components/ui/list-state";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import type { AudienceOptions } from "@/lib/members/queries/audience";
import type { listMembers, MemberRow } from "@/lib/members/queries/list";

export const memberListSpec = {
  filters: { tag: "text", tier: "text", group: "text" },
  sorts: ["joined", "name"],
  defaultSort: "-joined",
} satisfies ListSpec;

type MemberListProps = {
  place: ActionPlace;
  timeZone: string;
  list: OpenList;
  page: Awaited<ReturnType<typeof listMembers>>;
  options: AudienceOptions;
};

/** C-60: the merchant's members; in a store view those who joined there. */
export function MemberList({ place, timeZone, list, page, options }: MemberListProps) {
  const t = useTranslations("members.list");
  const several = options.plans.length > 1;
  const tiers = options.plans.flatMap((plan) =>
    plan.tiers.map(({ id, name }) => ({ value: id, label: several ? `${plan.name} · ${name}` : name })),
  );
  const named = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <WorkspaceIndex
      list={list}
      where={place}
      label={t("title")}
      columns={[
        { key: "name", label: t("name"), sort: true, card: "title" },
        { key: "phone", label: t("phone"), card: "metric" },
        { key: "tier", label: t("tier"), card: "metric" },
        { key: "tags", label: t("tags"), card: "none" },
        { key: "coupons", label: t("coupons"), align: "end", card: "metric" },
        { key: "store", label: t("store"), card: "none" },
        { key: "joined", label: t("joined"), sort: true, card: "none" },
      ]}
      rows={page.rows.map((row) => ({
        id: row.id,
        href: consolePath(place, "members", row.id),
        cells: cellsOf(row, timeZone),
      }))}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("search") }}
      filters={[
        { key: "tier", label: t("tier"), multiple: true, options: tiers },
        { key: "tag", label: t("tag"), multiple: true, options: named(options.tags) },
        { key: "group", label: t("group"), multiple: true, options: named(options.groups) },
      ].filter((filter) => filter.options.length > 0)}
      empty={
        <EmptyState
          icon={<Users className="size-6" />}
          title={t("emptyTitle")}
          text={t(place.store ? "emptyStore" : "emptyText")}
        />
      }
    />
  );
}

function cellsOf(row: MemberRow, timeZone: string) {
  return {
    name: <NameCell row={row} />,
    phone: <span className="tabular whitespace-nowrap">{row.phone}</span>,
    tier: row.tiers.join(" · ") || "–",
    tags: <TagsCell tags={row.tags} />,
    coupons: <CountCell count={row.coupons} />,
    store: <StoreCell store={row.store} />,
    joined: <Time at={row.registeredAt} timeZone={timeZone} mode="date" />,
  };
}

function NameCell({ row }: { row: MemberRow }) {
  const t = useTranslations("members");
  return (
    <span className="grid min-w-0">
      <span className="flex flex-wrap items-center gap-x-2">
        <span className="wrap-anywhere">{row.name ?? row.nickname ?? t("noName")}</span>
        {row.blockedAt ? <StatusBadge status="no" label={t("blocked")} /> : null}
      </span>
      {row.name && row.nickname ? (
        <span className="text-xs font-normal wrap-anywhere text-ink-2">{row.nickname}</span>
      ) : null}
    </span>
  );
}

export function TagsCell({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return "–";
  return (
    <span className="flex flex-wrap gap-1">
      {tags.map((tag) => (
        <span
          key={tag}
          className="rounded-sm bg-sunken px-1.5 text-xs leading-5 whitespace-nowrap text-ink-2"
        >
          {tag}
        </span>
      ))}
    </span>
  );
}

function CountCell({ count }: { count: number }) {
  return <span className="tabular">{useFormatter().number(count)}</span>;
}

function StoreCell({ store }: { store: string | null }) {
  const t = useTranslations("members");
  return store ?? t("online");
}
