import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ExportButton } from "@/components/jobs/export-button";
import { consolePath } from "@/components/merchants/console-path";
import { ButtonLink } from "@/components/ui/button-link";
import { readListState, type SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { exportProducts } from "@/lib/catalogue/actions";
import { categoryOptions } from "@/lib/catalogue/queries/categories";
import { listProducts } from "@/lib/catalogue/queries/products";
import { listFrameStores } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
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
  const state = readListState(await searchParams, productListSpec);
  const filter = productFilter(state);
  const [page, categories, stores] = await Promise.all([
    listProducts(scope, { ...filter, cursor: state.cursor, size: state.size }),
    categoryOptions(scope),
    listFrameStores(scope),
  ]);
  const canWrite = can("product.write");
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <ExportButton place={place} action={exportProducts} filter={filter} />
            {canWrite ? (
              <ButtonLink
                href={consolePath({ merchant: place.merchant }, "products", "new")}
                variant="primary"
              >
                {t("create")}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <ProductList {...{ place, state, page, categories, stores, canWrite }} />
    </>
  );
}
