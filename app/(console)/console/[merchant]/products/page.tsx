import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { ButtonLink } from "@/components/ui/button-link";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { openList } from "@/components/workspace/open-list";
import { categoryOptions } from "@/lib/catalogue/queries/categories";
import { listProducts } from "@/lib/catalogue/queries/products";
import { listFrameStores } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { ProductList, productListSpec, productQuery } from "./_components/product-list";

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
  const [page, categories, stores] = await Promise.all([
    listProducts(scope, productQuery(list.state)),
    categoryOptions(scope),
    listFrameStores(scope),
  ]);
  const canWrite = can("product.write");
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          canWrite ? (
            <ButtonLink
              href={consolePath({ merchant: place.merchant }, "products", "new")}
              variant="primary"
              data-key="c"
              aria-keyshortcuts="C"
            >
              {t("create")}
            </ButtonLink>
          ) : undefined
        }
      />
      <ProductList {...{ place, list, page, categories, stores, canWrite }} />
    </>
  );
}
