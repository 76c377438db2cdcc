import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SummaryList } from "@/components/ui/summary-list";
import { getProduct } from "@/lib/catalogue/queries/products";
import { staffGate } from "@/lib/platform/auth/gates";
import { PriceCell, ProductStatus } from "../_components/product-list";
import { ProductMenu } from "../_components/product-menu";

type Props = { params: Promise<{ merchant: string; store?: string; product: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { product, ...place } = await params;
  const { scope } = await staffGate(place, "product.read");
  return { title: (await getProduct(scope, product))?.name };
}

export default async function ProductPage({ params }: Props) {
  const { product: productId, ...place } = await params;
  const { scope, can } = await staffGate(place, "product.read");
  const [product, t] = await Promise.all([getProduct(scope, productId), getTranslations("catalogue")]);
  if (!product) notFound();
  const names = (list: readonly { name: string }[]) => list.map((one) => one.name).join(" · ");
  const stores = product.allStores ? t("products.allStores") : names(product.stores);
  return (
    <>
      <PageHeader
        title={product.name}
        badge={<ProductStatus archivedAt={product.archivedAt} />}
        back={{ href: consolePath(place, "products"), label: t("products.title") }}
        actions={
          can("product.write") ? (
            <>
              <ButtonLink href={consolePath({ merchant: place.merchant }, "products", productId, "edit")}>
                {t("productMenu.edit")}
              </ButtonLink>
              <ProductMenu place={place} product={product} />
            </>
          ) : undefined
        }
      />
      <div className="max-w-[720px]">
        <Card title={t("product.basics")}>
          <SummaryList
            items={[
              { label: t("product.sku"), value: product.sku ?? t("product.none") },
              { label: t("product.categories"), value: names(product.categories) || t("product.none") },
              { label: t("product.prices"), value: <PriceCell prices={product.prices} /> },
              { label: t("product.soldIn"), value: stores },
            ]}
          />
        </Card>
      </div>
    </>
  );
}
