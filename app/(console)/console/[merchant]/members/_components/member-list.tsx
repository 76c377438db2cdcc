import { Users } from "lucide-react";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { LabelChips } from "@/components/members/label-chip";
import { monthName } from "@/components/members/rule-words";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListFilter } from "@/components/ui/resource-index";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { ExportChosen } from "@/components/workspace/export-chosen";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { formatMoney } from "@/lib/kernel/money";
import { exportMembers } from "@/lib/members/actions/directory";
import type { listMembers, MemberRow } from "@/lib/members/queries/list";
import type { MemberFilterOptions } from "@/lib/members/queries/options";
import type { MemberFilter } from "@/lib/members/schema/filter";
import type { Capability } from "@/lib/platform/auth/permissions";
import { MemberBulk } from "./member-bulk";
import { memberExport, NOT_ORDERED_DAYS, ORDERED_DAYS } from "./member-list-spec";

type MemberListProps = {
  place: ActionPlace;
  merchant: { readonly timeZone: string; readonly currency: string };
  list: OpenList;
  page: Awaited<ReturnType<typeof listMembers>>;
  options: MemberFilterOptions;
  /** What is in view. */
  filter: MemberFilter;
  can: (capability: Capability) => boolean;
  /** Whether only some stores' orders are this reader's to see, so that what was spent is spent there. */
  inPart: boolean;
  /** The coupons that this reader may give, and how many copies to one member at most; null = none, ever. */
  gifts: ComponentProps<typeof MemberBulk>["gifts"];
};

/** C-60: the merchant's members; in a store view those who joined there. */
export function MemberList(props: MemberListProps) {
  const { place, list, page, options, filter, can, inPart } = props;
  const { timeZone, currency } = props.merchant;
  const t = useTranslations("members.list");
  const orders = useOrderFilters(currency, inPart);
  const filters = useFilters(place, options, { orders, timeZone });
  const spent = t(inPart ? "spentHere" : "spent");
  const lastOrder = t(inPart ? "lastOrderHere" : "lastOrder");
  return (
    <WorkspaceIndex
      list={list}
      where={place}
      label={t("title")}
      columns={[
        { key: "name", label: t("name"), sort: true, card: "title" },
        { key: "phone", label: t("phone"), card: "metric" },
        { key: "tier", label: t("tier"), card: "metric" },
        { key: "card", label: t("card"), card: "none" },
        { key: "tags", label: t("tags"), card: "none" },
        { key: "coupons", label: t("coupons"), align: "end", card: "metric" },
        { key: "spent", label: spent, align: "end", sort: !inPart, card: "metric", extra: true },
        { key: "lastOrder", label: lastOrder, sort: !inPart, card: "metric", extra: true },
        { key: "store", label: t("store"), card: "none" },
        { key: "joined", label: t("joined"), sort: true, card: "none" },
        { key: "status", label: t("status"), card: "badge" },
      ]}
      rows={page.rows.map((row) => ({
        id: row.id,
        name: row.name ?? row.nickname ?? row.phone,
        href: consolePath(place, "members", row.id),
        cells: cellsOf(row, timeZone),
      }))}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("search") }}
      filters={filters}
      bulkTools={
        can("member.edit") || can("coupon.grant") || can("member.export") ? (
          <>
            <MemberBulk
              place={place}
              filter={filter}
              tags={options.tags}
              groups={options.groups.filter((group) => group.kind === "picked")}
              gifts={props.gifts}
              edits={can("member.edit")}
            />
            {can("member.export") ? (
              <ExportChosen
                {...{ place, columns: columnsOf(list), named: "memberIds" }}
                action={exportMembers}
                filter={memberExport(filter, list.state)}
              />
            ) : null}
          </>
        ) : undefined
      }
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

/** What of a member's orders the list can be asked for. */
function useOrderFilters(currency: string, inPart: boolean): ListFilter[] {
  const t = useTranslations("members.list");
  const within = (days: string) => ({ value: days, label: t("orderedWithin", { days: Number(days) }) });
  const over = (days: string) => ({ value: `over${days}`, label: t("notOrdered", { days: Number(days) }) });
  return [
    {
      ...{ key: "spent", label: t(inPart ? "spentHere" : "spent") },
      ...{ options: [], range: { of: "numbers", currency } },
    },
    {
      ...{ key: "lastOrder", label: t(inPart ? "lastOrderHere" : "lastOrder") },
      options: [
        ...ORDERED_DAYS.map(within),
        ...NOT_ORDERED_DAYS.map(over),
        { value: "ever", label: t("orderedEver") },
        { value: "never", label: t("orderedNever") },
      ],
    },
  ];
}

function useFilters(
  place: ActionPlace,
  options: MemberFilterOptions,
  { orders, timeZone }: { readonly orders: readonly ListFilter[]; readonly timeZone: string },
): ListFilter[] {
  const t = useTranslations("members");
  const builtIn = useTranslations("audience.builtIn");
  const locale = useLocale();
  const { plans, groups, tags, stores, coupons, cut } = options;
  const several = plans.length > 1;
  const tiers = plans.flatMap((plan) =>
    plan.tiers.map(({ id, name }) => ({ value: id, label: several ? `${plan.name} · ${name}` : name })),
  );
  const named = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }));
  const many = (key: string, choices: ListFilter["options"], listed: number | null = null): ListFilter => ({
    ...{ key, label: t(`list.${key}`), multiple: true, options: choices },
    note: listed
      ? t(key === "coupon" ? "list.listedNewest" : "list.listedByName", { count: listed })
      : undefined,
  });
  const all: ListFilter[] = [
    many("tier", tiers),
    many("card", named(plans)),
    many("tag", named(tags), cut.tags),
    many(
      "group",
      groups.map(({ id, name, kind }) => ({ value: id, label: kind === "built_in" ? builtIn(id) : name })),
      cut.groups,
    ),
    many("store", place.store ? [] : [...named(stores), { value: "online", label: t("online") }], cut.stores),
    many("coupon", named(coupons), cut.coupons),
    many(
      "month",
      Array.from({ length: 12 }, (_, at) => ({ value: String(at + 1), label: monthName(at + 1, locale) })),
    ),
    {
      ...{ key: "joined", label: t("list.joined") },
      ...{ options: [], range: { of: "days", timeZone } },
    },
    ...orders,
    {
      ...{ key: "status", label: t("list.status") },
      options: [
        { value: "blocked", label: t("blocked") },
        { value: "active", label: t("active") },
      ],
    },
  ];
  return all.filter((filter) => filter.options.length > 0 || filter.range);
}

function cellsOf(row: MemberRow, timeZone: string) {
  const plans = new Map(row.tiers.map((tier) => [tier.planId, tier.plan]));
  return {
    name: <NameCell row={row} />,
    phone: <span className="tabular whitespace-nowrap">{row.phone}</span>,
    tier: <LabelChips labels={row.tiers} />,
    card: [...plans.values()].join(" · ") || "–",
    tags: <LabelChips labels={row.tags} />,
    coupons: <CountCell count={row.coupons} />,
    spent: <SpentCell spent={row.spent} />,
    lastOrder: row.spent ? <Time at={row.spent.lastOrderAt} timeZone={timeZone} mode="date" /> : "–",
    store: <StoreCell store={row.store} />,
    joined: <Time at={row.registeredAt} timeZone={timeZone} mode="date" />,
    status: <StatusCell blocked={row.blockedAt !== null} />,
  };
}

function StatusCell({ blocked }: { blocked: boolean }) {
  const t = useTranslations("members");
  return <StatusBadge status={blocked ? "blocked" : "yes"} label={t(blocked ? "blocked" : "active")} />;
}

function NameCell({ row }: { row: MemberRow }) {
  const t = useTranslations("members");
  return (
    <span className="grid min-w-0">
      <span className="flex flex-wrap items-center gap-x-2">
        <span className="wrap-anywhere">{row.name ?? row.nickname ?? t("noName")}</span>
      </span>
      {row.name && row.nickname ? (
        <span className="text-xs font-normal wrap-anywhere text-ink-2">{row.nickname}</span>
      ) : null}
    </span>
  );
}

function CountCell({ count }: { count: number }) {
  return <span className="tabular">{useFormatter().number(count)}</span>;
}

function SpentCell({ spent }: { spent: MemberRow["spent"] }) {
  const locale = useLocale();
  if (!spent) return "–";
  return <span className="tabular">{formatMoney(spent.spentMinor, spent.currency, locale)}</span>;
}

function StoreCell({ store }: { store: string | null }) {
  const t = useTranslations("members");
  return store ?? t("online");
}
