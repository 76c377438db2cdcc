import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { couponsPath } from "@/components/coupons/coupon-words";
import { PageHeader } from "@/components/ui/page-header";
import { staffGate } from "@/lib/platform/auth/gates";
import { TypePicker } from "./_components/type-picker";

type Props = { params: Promise<{ merchant: string; store?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("coupons");
  return { title: t("create") };
}

export default async function NewCouponPage({ params }: Props) {
  const { merchant: slug, store = null } = await params;
  const { merchant } = await staffGate({ merchant: slug, store }, "coupon.write");
  const [t, locale] = await Promise.all([getTranslations("coupons"), getLocale()]);
  const basePath = couponsPath(slug, store);
  return (
    <>
      <PageHeader
        title={t("picker.title")}
        meta={t("picker.meta")}
        back={{ href: basePath, label: t("back") }}
      />
      <TypePicker basePath={basePath} currency={merchant.currency} locale={locale} />
    </>
  );
}
