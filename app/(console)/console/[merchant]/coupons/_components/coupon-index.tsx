import { useTranslations } from "next-intl";
import { PresetCards } from "@/components/coupons/preset-cards";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { BulkChange } from "@/components/workspace/bulk-actions";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { changeCoupons } from "@/lib/coupons/actions";
import { listCoupons } from "@/lib/coupons/queries/coupons";
import { listCouponCreators } from "@/lib/coupons/queries/creators";
import { type CouponOptions, couponOptions } from "@/lib/coupons/queries/options";
import { listCouponTags } from "@/lib/coupons/queries/tags";
import { benefitTypes, couponStatuses, distributionMethods } from "@/lib/coupons/schema";
import { budgetStandings, type CouponFilter, endingDays } from "@/lib/coupons/schema/filter";
import type { Scope } from "@/lib/platform/auth/scope";
import { CouponBulk } from "./coupon-bulk";
import { couponFilter } from "./coupon-list-spec";
import { useCouponRows } from "./coupon-rows";

type Asked = {
  list: OpenList;
  where: ActionPlace;
  timeZone: string;
  currency: string;
  may: { write: boolean; publish: boolean; stock: boolean; export: boolean; explain: boolean };
};

/** C-10: reads the page of the list that its address asks for. */
export async function CouponIndex({ scope, ...asked }: Asked & { scope: Scope }) {
  const { state, basePath } = asked.list;
  const filter = couponFilter(state, asked.timeZone);
  const [page, options, tags, creators] = await Promise.all([
    listCoupons(scope, { ...filter, cursor: state.cursor, limit: state.size }),
    couponOptions(scope, { choose: false }),
    listCouponTags(scope),
    listCouponCreators(scope),
  ]);
  const { stores } = options;
  return (
    <CouponList {...asked} {...{ page, filter, basePath, stores, tags, creators }} reach={scope.storeIds} />
  );
}

export type CouponIndexProps = {
  page: Awaited<ReturnType<typeof listCoupons>>;
  list: OpenList;
  filter: CouponFilter;
  stores: CouponOptions["stores"];
  /** The tags that coupons wear. */
  tags: readonly string[];
  creators: readonly { id: string; name: string }[];
  basePath: string;
  where: ActionPlace;
  timeZone: string;
  /** The merchant's, for the examples of an empty list. */
  currency: string;
  /** The stores this person may act for. */
  reach: Scope["storeIds"];
  may: Asked["may"];
};

const views = ["all", "active", "scheduled", "low", "ended", "archived"] as const;

const viewFilters = (key: (typeof views)[number]): Record<string, string[]> =>
  key === "all" ? {} : key === "low" ? { stock: [key] } : { status: [key] };

/** The changes that can be taken back, each with the one that does. */
function useChanges(): BulkChange[] {
  const t = useTranslations("coupons.actions");
  const bulk = useTranslations("workspace.bulk");
  return [
    { key: "pause", label: t("pause"), undo: "resume" },
    { key: "resume", label: t("resume"), undo: "pause", warning: bulk("resumeText") },
    { key: "archive", label: t("archive"), undo: "restore" },
    { key: "restore", label: t("restore"), undo: "archive", warning: bulk("restoreText") },
  ];
}

function CouponList(props: CouponIndexProps) {
  const { page, list, filter, stores, tags, creators, basePath, where, may, currency, timeZone } = props;
  const templates = useTranslations("templates");
  const t = useTranslations("coupons");
  const status = useTranslations("ui.status");
  const rows = useCouponRows(props);
  const changes = useChanges();
  const options = <K extends string>(keys: readonly K[], label: (key: K) => string) =>
    keys.map((value) => ({ value, label: label(value) }));
  const storeOptions = stores.filter((store) => !store.archived);
  return (
    <WorkspaceIndex
      list={list}
      where={where}
      bulk={may.publish ? { action: changeCoupons, changes, filter } : undefined}
      bulkTools={
        may.write || may.export ? (
          <CouponBulk
            {...{ where, timeZone, tags, may }}
            filter={filter}
            columns={columnsOf(list)}
            names={page.rows.map(({ id, name }) => ({ id, name }))}
          />
        ) : undefined
      }
      label={t("title")}
      columns={[
        { key: "name", label: t("list.name"), sort: true },
        { key: "status", label: t("list.status"), card: "badge" },
        { key: "benefit", label: t("list.benefit") },
        { key: "issued", label: t("list.issued") },
        { key: "used", label: t("list.used"), align: "end" },
        { key: "budget", label: t("list.budget"), extra: true },
        { key: "end", label: t("list.validity"), sort: true },
        { key: "created", label: t("list.created"), sort: true, card: "none" },
        { key: "type", label: t("list.type"), card: "none", extra: true },
        { key: "method", label: t("list.method"), card: "none", extra: true },
        { key: "stores", label: t("list.stores"), card: "none", extra: true },
        { key: "creator", label: t("list.creator"), card: "none", extra: true },
        { key: "updated", label: t("list.updated"), card: "none", extra: true },
        { key: "tags", label: t("list.tags"), card: "none", extra: true },
      ]}
      rows={rows}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("list.search") }}
      filters={[
        { key: "status", label: t("list.status"), options: options(couponStatuses, (key) => status(key)) },
        {
          key: "type",
          label: t("list.type"),
          options: options(benefitTypes, (key) => t(`types.${key}.name`)),
        },
        {
          key: "method",
          label: t("list.method"),
          options: options(distributionMethods, (key) => t(`methods.${key}`)),
        },
        ...(where.store || storeOptions.length < 2
          ? []
          : [
              {
                key: "store",
                label: t("list.store"),
                options: storeOptions.map(({ id, name }) => ({ value: id, label: name })),
              },
            ]),
        {
          key: "budget",
          label: t("list.budget"),
          options: options(budgetStandings, (key) => t(`list.budgets.${key}`)),
        },
        { key: "stock", label: t("list.stock"), options: [{ value: "low", label: t("list.low") }] },
        { key: "left", label: t("list.left"), options: [], range: { of: "numbers" } },
        { key: "created", label: t("list.created"), options: [], range: { of: "days", timeZone } },
        {
          key: "ends",
          label: t("list.ends"),
          multiple: false,
          options: options(endingDays, (days) => t("list.within", { days: Number(days) })),
        },
        ...(creators.length < 2
          ? []
          : [
              {
                key: "creator",
                label: t("list.creator"),
                options: creators.map(({ id, name }) => ({ value: id, label: name })),
              },
            ]),
        ...(tags.length === 0
          ? []
          : [
              {
                key: "tag",
                label: t("list.tags"),
                options: tags.map((tag) => ({ value: tag, label: tag })),
              },
            ]),
      ]}
      views={views.map((key) => ({
        key,
        label: t(`list.views.${key}`),
        filters: viewFilters(key),
      }))}
      empty={
        may.write ? (
          <div className="grid grid-cols-[minmax(0,1fr)] pb-6">
            <EmptyState
              title={t("list.empty")}
              text={t("list.emptyText")}
              action={
                <ButtonLink href={`${basePath}/new`} variant="primary">
                  {templates("blank")}
                </ButtonLink>
              }
            />
            <section aria-label={templates("orFrom")} className="px-4 sm:px-6">
              <PresetCards {...{ basePath, currency, timeZone }} />
            </section>
          </div>
        ) : (
          <EmptyState title={t("list.emptyRead")} text={t("list.emptyReadText")} />
        )
      }
    />
  );
}
