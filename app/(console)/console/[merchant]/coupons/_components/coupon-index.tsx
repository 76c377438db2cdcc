import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListState } from "@/components/ui/list-state";
import { ResourceIndex } from "@/components/ui/resource-index";
import type { listCoupons } from "@/lib/coupons/queries/coupons";
import type { CouponOptions } from "@/lib/coupons/queries/options";
import { benefitTypes, couponStatuses, distributionMethods } from "@/lib/coupons/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { useCouponRows } from "./coupon-rows";

export type CouponIndexProps = {
  page: Awaited<ReturnType<typeof listCoupons>>;
  state: ListState;
  stores: CouponOptions["stores"];
  basePath: string;
  where: ActionPlace;
  timeZone: string;
  /** The stores this person may act for. */
  reach: Scope["storeIds"];
  may: { write: boolean; publish: boolean; stock: boolean };
};

const views = ["all", "active", "scheduled", "ended", "archived"] as const;

const viewFilters = (key: (typeof views)[number]): Record<string, string[]> =>
  key === "all" ? {} : { status: [key] };

export function CouponIndex(props: CouponIndexProps) {
  const { page, state, stores, basePath, where, may } = props;
  const t = useTranslations("coupons");
  const status = useTranslations("ui.status");
  const rows = useCouponRows(props);
  const options = <K extends string>(keys: readonly K[], label: (key: K) => string) =>
    keys.map((value) => ({ value, label: label(value) }));
  const storeOptions = stores.filter((store) => !store.archived);
  return (
    <ResourceIndex
      basePath={basePath}
      label={t("title")}
      state={state}
      columns={[
        { key: "name", label: t("list.name"), sort: true },
        { key: "status", label: t("list.status"), card: "badge" },
        { key: "benefit", label: t("list.benefit") },
        { key: "issued", label: t("list.issued") },
        { key: "used", label: t("list.used"), align: "end" },
        { key: "end", label: t("list.validity"), sort: true },
        { key: "created", label: t("list.created"), sort: true, card: "none" },
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
      ]}
      views={views.map((key) => ({
        key,
        label: t(`list.views.${key}`),
        filters: viewFilters(key),
      }))}
      empty={
        may.write ? (
          <EmptyState
            title={t("list.empty")}
            text={t("list.emptyText")}
            action={
              <ButtonLink href={`${basePath}/new`} variant="primary">
                {t("create")}
              </ButtonLink>
            }
          />
        ) : (
          <EmptyState title={t("list.emptyRead")} text={t("list.emptyReadText")} />
        )
      }
    />
  );
}
