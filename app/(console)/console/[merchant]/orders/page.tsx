import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { ExportButton } from "@/components/jobs/export-button";
import { consolePath } from "@/components/merchants/console-path";
import { ButtonLink } from "@/components/ui/button-link";
import { ListSkeleton } from "@/components/ui/list-skeleton";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { columnsOf, openList } from "@/components/workspace/open-list";
import { exportOrders } from "@/lib/orders/actions/list";
import { staffGate } from "@/lib/platform/auth/gates";
import { OrderIndex } from "./_components/order-index";
import { orderFilter, orderListSpec } from "./_components/order-list-spec";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("orders.list");
  return { title: t("title") };
}

export default async function OrdersPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant, can } = await staffGate(place, "order.read");
  const t = await getTranslations("orders.list");
  const shape = { spec: orderListSpec, basePath: consolePath(place, "orders") };
  const list = await openList(scope, "orders", shape, searchParams);
  const { query, range, filter } = orderFilter(list.state, merchant.timeZone);
  const columns = columnsOf(list);
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            {can("order.export") ? (
              <ExportButton {...{ place, columns }} action={exportOrders} filter={filter} />
            ) : null}
            {can("order.place") ? (
              <ButtonLink href={consolePath(place, "orders", "new")} variant="primary" data-key="c">
                {t("create")}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <Suspense fallback={<ListSkeleton path={shape.basePath} columns={7} />}>
        <OrderIndex
          {...{ scope, place, list, query, range, filter }}
          timeZone={merchant.timeZone}
          may={{ seeMembers: can("member.read"), place: can("order.place"), export: can("order.export") }}
        />
      </Suspense>
    </>
  );
}
