import type { ComponentProps } from "react";
import { listCurrencies, listStores } from "@/lib/merchants/queries";
import type { Scope } from "@/lib/platform/auth/scope";
import { StoreList } from "./store-list";

type StoreIndexProps = Omit<ComponentProps<typeof StoreList>, "page" | "currencies"> & { scope: Scope };

/** Reads the page of stores that the list's address asks for. */
export async function StoreIndex({ scope, ...asked }: StoreIndexProps) {
  const { filter } = asked;
  const { cursor, size } = asked.list.state;
  const [page, currencies] = await Promise.all([
    listStores(scope, { ...filter, cursor, size }),
    listCurrencies(scope),
  ]);
  return <StoreList {...asked} {...{ page, currencies }} />;
}
