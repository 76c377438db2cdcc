import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { ListWhenReady } from "@/components/ui/list-when-ready";
import { PageHeader } from "@/components/ui/page-header";
import { openList } from "@/components/workspace/open-list";
import { categoryOptions } from "@/lib/catalogue/queries/categories";
import { listProducts } from "@/lib/catalogue/queries/products";
import { listFrameStores } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { ProductActions } from "./_components/product-actions";
import { ProductList, productFilter, productListSpec } from "./_components/product-list";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("catalogue.products");
  return { title: t("title") };
}

export default async function ProductsPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, can } = await staffGate(place, "product.read");
  const t = await getTranslations("catalogue.products");
  const basePath = consolePath(place, "products");
  const list = await openList(scope, "products", { spec: productListSpec, basePath }, searchParams);
  const filter = productFilter(list.state);
  const canWrite = can("product.write");
  return (
    <>
      <PageHeader title={t("title")} actions={<ProductActions {...{ place, filter, canWrite }} />} />
      <ListWhenReady path={basePath} columns={5}>
        {async () => {
          const [page, categories, stores] = await Promise.all([
            listProducts(scope, { ...filter, cursor: list.state.cursor, size: list.state.size }),
            categoryOptions(scope),
            listFrameStores(scope),
          ]);
          return <ProductList {...{ place, list, page, categories, stores, canWrite }} />;
        }}
      </ListWhenReady>
    </>
  );
}
