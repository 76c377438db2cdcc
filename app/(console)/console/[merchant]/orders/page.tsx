import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ExportButton } from "@/components/jobs/export-button";
import { consolePath } from "@/components/merchants/console-path";
import { ButtonLink } from "@/components/ui/button-link";
import type { SearchParams } from "@/components/ui/list-state";
import { ListWhenReady } from "@/components/ui/list-when-ready";
import { PageHeader } from "@/components/ui/page-header";
import { openList } from "@/components/workspace/open-list";
import { listFrameStores } from "@/lib/merchants/queries";
import { exportOrders } from "@/lib/orders/actions/list";
import { listOrders } from "@/lib/orders/queries/orders";
import { staffGate } from "@/lib/platform/auth/gates";
import { OrderList } from "./_components/order-list";
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
  const { cursor, size } = list.state;
  const some = { ...query, cursor, size };
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            {can("order.export") ? (
              <ExportButton place={place} action={exportOrders} filter={filter} />
            ) : null}
            {can("order.place") ? (
              <ButtonLink href={consolePath(place, "orders", "new")} variant="primary" data-key="c">
                {t("create")}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <ListWhenReady path={shape.basePath} columns={7}>
        {async () => {
          const [page, stores] = await Promise.all([listOrders(scope, some), listFrameStores(scope)]);
          return (
            <OrderList
              {...{ place, list, page, stores, range }}
              timeZone={merchant.timeZone}
              seesMembers={can("member.read")}
            />
          );
        }}
      </ListWhenReady>
    </>
  );
}
