import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { couponsPath } from "@/components/coupons/coupon-words";
import { PageHeader } from "@/components/ui/page-header";
import { listTemplates } from "@/lib/coupons/queries/templates";
import { staffGate } from "@/lib/platform/auth/gates";
import { FromTemplate } from "./_components/from-template";
import { TypePicker } from "./_components/type-picker";

type Props = { params: Promise<{ merchant: string; store?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("coupons");
  return { title: t("create") };
}

export default async function NewCouponPage({ params }: Props) {
  const { merchant: slug, store = null } = await params;
  const { scope, merchant } = await staffGate({ merchant: slug, store }, "coupon.write");
  const [t, locale, templates] = [
    await getTranslations("coupons"),
    await getLocale(),
    await listTemplates(scope),
  ];
  const basePath = couponsPath(slug, store);
  return (
    <>
      <PageHeader
        title={t("picker.title")}
        meta={t("picker.meta")}
        back={{ href: basePath, label: t("back") }}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <TypePicker basePath={basePath} currency={merchant.currency} locale={locale} />
        <FromTemplate {...{ basePath, templates }} {...merchant} />
      </div>
    </>
  );
}
