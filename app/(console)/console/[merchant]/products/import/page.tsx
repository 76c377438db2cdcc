import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PageHeader } from "@/components/ui/page-header";
import { listCurrencies } from "@/lib/merchants/queries";
import { staffGate } from "@/lib/platform/auth/gates";
import { ImportForm } from "./_components/import-form";

type Props = { params: Promise<{ merchant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("catalogue.import");
  return { title: t("title") };
}

export default async function ImportProductsPage({ params }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "product.write");
  const [t, currencies] = [await getTranslations("catalogue"), await listCurrencies(scope)];
  return (
    <>
      <PageHeader
        title={t("import.title")}
        meta={t("import.meta")}
        back={{ href: consolePath(place, "products"), label: t("products.title") }}
      />
      <div className="max-w-[920px]">
        <ImportForm place={place} currency={merchant.currency} currencies={currencies} />
      </div>
    </>
  );
}
