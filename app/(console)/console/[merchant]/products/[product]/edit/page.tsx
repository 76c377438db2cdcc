import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PageHeader } from "@/components/ui/page-header";
import { categoryOptions } from "@/lib/catalogue/queries/categories";
import { getProduct } from "@/lib/catalogue/queries/products";
import { listFrameStores } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { lastChange } from "@/lib/workspace/queries";
import { pricesWritten, written } from "../../_components/empty-product";
import { EditProductForm } from "../../_components/product-form";

type Props = { params: Promise<{ merchant: string; product: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("catalogue.product");
  return { title: t("editTitle") };
}

export default async function EditProductPage({ params }: Props) {
  const { merchant: slug, product: productId } = await params;
  const place = { merchant: slug };
  const { scope, merchant } = await staffGate(place, "product.write");
  const product = await getProduct(scope, productId);
  if (!product) notFound();
  const kept = product.categories.map((category) => category.id);
  const [t, categories, stores, change] = await Promise.all([
    getTranslations("catalogue.product"),
    categoryOptions(scope, kept),
    listFrameStores(scope),
    lastChange(scope, "product", productId),
  ]);
  return (
    <>
      <PageHeader
        title={t("editTitle")}
        meta={product.name}
        back={{ href: consolePath(place, "products", productId), label: product.name }}
      />
      <div className="max-w-[720px]">
        <EditProductForm
          place={place}
          productId={productId}
          revision={product.revision}
          change={change}
          values={{
            product: written(product, kept),
            sold: product.allStores ? "all" : "some",
            storeIds: product.stores.map((store) => store.id),
            ...pricesWritten(product.prices),
          }}
          categories={categories.map(({ id, name }) => ({ value: id, label: name }))}
          stores={stores}
          currency={merchant.currency}
        />
      </div>
    </>
  );
}
