import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PageHeader } from "@/components/ui/page-header";
import { DraftForm } from "@/components/workspace/draft-form";
import { DraftList } from "@/components/workspace/draft-list";
import { openDraft } from "@/components/workspace/open-draft";
import { categoryOptions } from "@/lib/catalogue/queries/categories";
import { listFrameStores } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { listDrafts } from "@/lib/workspace/queries";
import { emptyProduct } from "../_components/empty-product";
import { CreateProductForm } from "../_components/product-form";

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<{ draft?: string }>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("catalogue.product");
  return { title: t("createTitle") };
}

export default async function NewProductPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "product.write");
  const { values, draft } = await openDraft(scope, "product", emptyProduct, searchParams);
  const [t, categories, drafts, stores] = await Promise.all([
    getTranslations("catalogue"),
    categoryOptions(scope),
    draft.savedAt ? [] : listDrafts(scope, "product"),
    listFrameStores(scope),
  ]);
  return (
    <>
      <PageHeader
        title={t("product.createTitle")}
        back={{ href: consolePath(place, "products"), label: t("products.title") }}
      />
      <div className="max-w-[720px]">
        <DraftList
          kind="product"
          drafts={drafts}
          where={place}
          timeZone={merchant.timeZone}
          hrefOf={({ id }) => `${consolePath(place, "products", "new")}?draft=${id}`}
        />
        <DraftForm draft={draft}>
          <CreateProductForm
            {...{ place, values, draft }}
            categories={categories.map(({ id, name }) => ({ value: id, label: name }))}
            stores={stores}
            currency={merchant.currency}
          />
        </DraftForm>
      </div>
    </>
  );
}
