import type { ComponentProps } from "react";
import { categoryOptions } from "@/lib/catalogue/queries/categories";
import { listProducts } from "@/lib/catalogue/queries/products";
import { listFrameStores } from "@/lib/merchants/queries";
import type { Scope } from "@/lib/platform/auth/scope";
import { ProductList, type productFilter } from "./product-list";

type ProductIndexProps = Omit<ComponentProps<typeof ProductList>, "page" | "categories" | "stores"> & {
  scope: Scope;
  filter: ReturnType<typeof productFilter>;
};

/** Reads the page of products that the list's address asks for. */
export async function ProductIndex({ scope, filter, ...asked }: ProductIndexProps) {
  const { cursor, size } = asked.list.state;
  const [page, categories, stores] = await Promise.all([
    listProducts(scope, { ...filter, cursor, size }),
    categoryOptions(scope),
    listFrameStores(scope),
  ]);
  return <ProductList {...asked} {...{ page, categories, stores }} />;
}
