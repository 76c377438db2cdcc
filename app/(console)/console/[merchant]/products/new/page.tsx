import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PageHeader } from "@/components/ui/page-header";
import { categoryOptions } from "@/lib/catalogue/queries/categories";
import { listFrameStores } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { CreateProductForm } from "../_components/product-form";

type Props = { params: Promise<{ merchant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("catalogue.product");
  return { title: t("createTitle") };
}

export default async function NewProductPage({ params }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "product.write");
  const [t, categories, stores] = await Promise.all([
    getTranslations("catalogue"),
    categoryOptions(scope),
    listFrameStores(scope),
  ]);
  return (
    <>
      <PageHeader
        title={t("product.createTitle")}
        back={{ href: consolePath(place, "products"), label: t("products.title") }}
      />
      <div className="max-w-[720px]">
        <CreateProductForm
          place={place}
          values={{ product: { name: "", sku: "", categoryIds: [] }, sold: "all", storeIds: [], prices: {} }}
          categories={categories.map(({ id, name }) => ({ value: id, label: name }))}
          stores={stores}
          currency={merchant.currency}
        />
      </div>
    </>
  );
}
