import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { getBrand } from "@/lib/merchants/queries/brand";
import { staffGate } from "@/lib/platform/auth/gates";
import { lastChange } from "@/lib/workspace/queries";
import { BrandForm } from "./_components/brand-form";

type Props = { params: Promise<{ merchant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("brand");
  return { title: t("title") };
}

export default async function BrandPage({ params }: Props) {
  const place = await params;
  const { scope, merchant } = await staffGate(place, "settings.write");
  const [t, { brandColour, revision }, change] = await Promise.all([
    getTranslations("brand"),
    getBrand(scope),
    lastChange(scope, "merchant", scope.merchantId, ["merchant.edit", "merchant.brand"]),
  ]);
  return (
    <>
      <PageHeader title={t("title")} meta={t("meta")} />
      <BrandForm merchantName={merchant.name} brand={{ brandColour }} {...{ place, revision, change }} />
    </>
  );
}
