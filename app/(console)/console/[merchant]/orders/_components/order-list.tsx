import { ReceiptText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useOrderRows } from "@/components/orders/order-table";
import type { ActionPlace } from "@/components/ui/action-result";
import { EmptyState } from "@/components/ui/empty-state";
import { isNarrowed } from "@/components/ui/list-state";
import { ExportChosen } from "@/components/workspace/export-chosen";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { RangeFilter } from "@/components/workspace/range-filter";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { completeOrders } from "@/lib/orders/actions/desk";
import { exportOrders } from "@/lib/orders/actions/list";
import type { listOrders } from "@/lib/orders/queries/orders";
import { channels, handovers, type OrderFilterInput, orderStatuses } from "@/lib/orders/schema";
import { orderListSpec } from "./order-list-spec";

type OrderListProps = {
  place: ActionPlace;
  timeZone: string;
  list: OpenList;
  page: Awaited<ReturnType<typeof listOrders>>;
  stores: readonly { id: string; name: string }[];
  range: { from: string | null; until: string | null };
  /** What is in view, as its export takes it. */
  filter: OrderFilterInput;
  may: { seeMembers: boolean; place: boolean; export: boolean };
};

/** C-75: the merchant's orders; in a store view those of the store. */
export function OrderList(props: OrderListProps) {
  const { place, timeZone, list, page, range, filter, may } = props;
  const t = useTranslations("orders.list");
  const handOver = useTranslations("orders.handOver");
  const rows = useOrderRows(page.rows, { ordersPath: list.basePath, timeZone });
  const filters = useFilters(props);
  return (
    <div className="grid gap-4">
      {page.rows.length > 0 || isNarrowed(list.state) ? (
        <RangeFilter {...{ range, timeZone }} label={t("range")} path={list.basePath} state={list.state} />
      ) : null}
      <WorkspaceIndex
        list={list}
        where={place}
        bulk={
          may.place
            ? {
                action: completeOrders,
                pageOnly: true,
                changes: [{ key: "complete", label: handOver("open"), warning: handOver("manyText") }],
              }
            : undefined
        }
        bulkTools={
          may.export ? (
            <ExportChosen {...{ place, filter }} columns={columnsOf(list)} action={exportOrders} />
          ) : undefined
        }
        label={t("title")}
        columns={[
          { key: "number", label: t("number"), card: "title" },
          { key: "status", label: t("status"), card: "badge" },
          { key: "placed", label: t("placed"), card: "metric" },
          { key: "store", label: t("store"), card: "none" },
          { key: "member", label: t("member"), card: "none" },
          { key: "items", label: t("items"), align: "end", card: "none" },
          { key: "discount", label: t("discount"), align: "end", card: "none" },
          { key: "total", label: t("total"), align: "end", card: "metric" },
          { key: "channel", label: t("channel"), card: "none" },
          { key: "handover", label: t("handover"), card: "none" },
        ]}
        rows={rows}
        total={page.total > 10_000 ? { count: 10_000, capped: true } : page.total}
        nextCursor={page.nextCursor}
        search={{ placeholder: t(may.seeMembers ? "search" : "searchNumber") }}
        filters={filters}
        views={Object.entries(orderListSpec.views).map(([key, asked]) => ({
          key,
          label: t(`views.${key as keyof typeof orderListSpec.views}`),
          filters: Object.fromEntries(Object.entries(asked).map(([name, values]) => [name, [...values]])),
        }))}
        empty={
          <EmptyState
            icon={<ReceiptText className="size-6" />}
            title={t("emptyTitle")}
            text={t(place.store ? "emptyStore" : "emptyText")}
          />
        }
      />
    </div>
  );
}

function useFilters({ place, stores }: OrderListProps) {
  const t = useTranslations("orders");
  return [
    {
      ...{ key: "status", label: t("list.status"), multiple: true },
      options: orderStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
    },
    ...(place.store
      ? []
      : [
          {
            ...{ key: "store", label: t("list.store"), multiple: true },
            options: stores.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]),
    {
      ...{ key: "channel", label: t("list.channel"), multiple: true },
      options: channels.map((value) => ({ value, label: t(`channels.${value}`) })),
    },
    {
      ...{ key: "handover", label: t("list.handover") },
      options: handovers.map((value) => ({ value, label: t(`handovers.${value}`) })),
    },
    { key: "asked", label: t("list.asked"), options: [{ value: "open", label: t("list.askedOpen") }] },
  ];
}
