import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { consolePath } from "@/components/merchants/console-path";
import { ListSkeleton } from "@/components/ui/list-skeleton";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { columnsOf, openList } from "@/components/workspace/open-list";
import { staffGate } from "@/lib/platform/auth/gates";
import { ProductActions } from "./_components/product-actions";
import { ProductIndex } from "./_components/product-index";
import { productFilter, productListSpec } from "./_components/product-list";

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
      <PageHeader
        title={t("title")}
        actions={<ProductActions {...{ place, filter, canWrite }} columns={columnsOf(list)} />}
      />
      <Suspense fallback={<ListSkeleton path={basePath} columns={5} />}>
        <ProductIndex {...{ scope, place, list, filter, canWrite }} />
      </Suspense>
    </>
  );
}
