import { useTranslations } from "next-intl";
import { TypeCards } from "@/components/packs/type-cards";
import type { ActionPlace } from "@/components/ui/action-result";
import { EmptyState } from "@/components/ui/empty-state";
import type { BulkChange } from "@/components/workspace/bulk-actions";
import { ExportChosen } from "@/components/workspace/export-chosen";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { type CouponOptions, couponOptions } from "@/lib/coupons/queries/options";
import { changePacks, exportPacks } from "@/lib/packs/actions";
import { listPacks } from "@/lib/packs/queries/packs";
import { type PackFilter, packChannels, packStatuses, packTypes } from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import type { PackPowers } from "./pack-powers";
import { useBandWords, usePackRows } from "./pack-rows";

type Asked = {
  list: OpenList;
  where: ActionPlace;
  may: PackPowers;
  filter: PackFilter;
  timeZone: string;
  /** The merchant's, of which the price bands are. */
  currency: string;
};

/** C-30: reads the page of the list that its address asks for. */
export async function PackIndex({ scope, ...asked }: Asked & { scope: Scope }) {
  const { state } = asked.list;
  const [page, { stores }] = await Promise.all([
    listPacks(scope, { ...asked.filter, cursor: state.cursor, limit: state.size }),
    couponOptions(scope, { choose: false }),
  ]);
  return <PackList {...asked} page={page} stores={stores} />;
}

export type PackListProps = Asked & {
  page: Awaited<ReturnType<typeof listPacks>>;
  stores: CouponOptions["stores"];
};

const views = ["all", "active", "scheduled", "ended", "archived"] as const;
const viewFilters = (key: (typeof views)[number]): Record<string, string[]> =>
  key === "all" ? {} : { status: [key] };

/** The changes that can be taken back, each with the one that does. */
function useChanges(): BulkChange[] {
  const t = useTranslations("packs.actions");
  const bulk = useTranslations("packs.bulk");
  return [
    { key: "pause", label: t("pause"), undo: "resume" },
    { key: "resume", label: t("resume"), undo: "pause", warning: bulk("resumeText") },
    { key: "archive", label: t("archive"), undo: "restore" },
    { key: "restore", label: t("restore"), undo: "archive", warning: bulk("restoreText") },
  ];
}

function useFilters({ where, stores, currency }: PackListProps) {
  const t = useTranslations("packs");
  const status = useTranslations("ui.status");
  const bands = useBandWords(currency);
  const offered = stores.filter((store) => !store.archived);
  const options = <K extends string>(keys: readonly K[], label: (key: K) => string) =>
    keys.map((value) => ({ value, label: label(value) }));
  const ofStores = offered.map(({ id, name }) => ({ value: id, label: name }));
  return [
    { key: "status", label: t("list.status"), options: options(packStatuses, (key) => status(key)) },
    { key: "type", label: t("list.type"), options: options(packTypes, (key) => t(`types.${key}.name`)) },
    {
      key: "channel",
      label: t("list.channels"),
      options: options(packChannels, (key) => t(`form.sale.channel.${key}`)),
    },
    { key: "price", label: t("list.price"), multiple: false, options: bands },
    ...(where.store || offered.length < 2
      ? []
      : [{ key: "store", label: t("list.store"), options: ofStores }]),
  ];
}

function PackList(props: PackListProps) {
  const { page, list, where, may } = props;
  const t = useTranslations("packs");
  const rows = usePackRows(props);
  const changes = useChanges();
  return (
    <WorkspaceIndex
      list={list}
      where={where}
      bulk={may.write ? { action: changePacks, changes, filter: props.filter } : undefined}
      bulkTools={
        may.export ? (
          <ExportChosen
            place={where}
            columns={columnsOf(props.list)}
            action={exportPacks}
            filter={props.filter}
          />
        ) : undefined
      }
      label={t("title")}
      columns={[
        { key: "name", label: t("list.name"), sort: true },
        { key: "status", label: t("list.status"), card: "badge" },
        { key: "type", label: t("list.type"), card: "none" },
        { key: "contents", label: t("list.contents") },
        { key: "price", label: t("list.price"), sort: true, align: "end" },
        { key: "sold", label: t("list.sold"), align: "end" },
        { key: "stock", label: t("list.stock"), card: "none" },
        { key: "period", label: t("list.period"), card: "none" },
        { key: "channels", label: t("list.channels"), card: "none", extra: true },
        { key: "stores", label: t("list.stores"), card: "none", extra: true },
        { key: "created", label: t("list.created"), sort: true, card: "none", extra: true },
      ]}
      rows={rows}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("list.search") }}
      filters={useFilters(props)}
      views={views.map((key) => ({ key, label: t(`list.views.${key}`), filters: viewFilters(key) }))}
      empty={
        may.write ? (
          <div className="grid grid-cols-[minmax(0,1fr)] pb-6">
            <EmptyState title={t("list.empty")} text={t("list.emptyText")} />
            <div className="px-4 sm:px-6">
              <TypeCards basePath={list.basePath} headingLevel={3} />
            </div>
          </div>
        ) : (
          <EmptyState title={t("list.emptyRead")} text={t("list.emptyReadText")} />
        )
      }
    />
  );
}
