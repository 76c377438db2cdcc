import type { ComponentProps } from "react";
import { listFrameStores } from "@/lib/merchants/queries";
import { listOrders, type OrderListQuery } from "@/lib/orders/queries/orders";
import type { Scope } from "@/lib/platform/auth/scope";
import { OrderList } from "./order-list";

type OrderIndexProps = Omit<ComponentProps<typeof OrderList>, "page" | "stores"> & {
  scope: Scope;
  query: OrderListQuery;
};

/** C-75: reads the page of the list that its address asks for. */
export async function OrderIndex({ scope, query, ...asked }: OrderIndexProps) {
  const { cursor, size } = asked.list.state;
  const [page, stores] = await Promise.all([
    listOrders(scope, { ...query, cursor, size }),
    listFrameStores(scope),
  ]);
  return <OrderList {...asked} page={page} stores={stores} />;
}
