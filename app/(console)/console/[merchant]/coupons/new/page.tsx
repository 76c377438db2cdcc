import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { couponsPath } from "@/components/coupons/coupon-words";
import { TypePicker } from "@/components/coupons/type-picker";
import { PageHeader } from "@/components/ui/page-header";
import { DraftList } from "@/components/workspace/draft-list";
import { listTemplates } from "@/lib/coupons/queries/templates";
import { staffGate } from "@/lib/platform/auth/gates";
import { hasPaymentProvider } from "@/lib/platform/has-payment-provider";
import { listDrafts } from "@/lib/workspace/queries";
import { FromTemplate } from "./_components/from-template";

type Props = { params: Promise<{ merchant: string; store?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("coupons");
  return { title: t("create") };
}

export default async function NewCouponPage({ params }: Props) {
  const { merchant: slug, store = null } = await params;
  const where = { merchant: slug, store };
  const { scope, merchant } = await staffGate(where, "coupon.write");
  const [t, locale, templates, drafts] = await Promise.all([
    getTranslations("coupons"),
    getLocale(),
    listTemplates(scope),
    listDrafts(scope, "coupon"),
  ]);
  const basePath = couponsPath(slug, store);
  return (
    <>
      <PageHeader
        title={t("picker.title")}
        meta={t("picker.meta")}
        back={{ href: basePath, label: t("back") }}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <DraftList
          kind="coupon"
          drafts={drafts}
          where={where}
          timeZone={merchant.timeZone}
          hrefOf={({ id, variant }) => `${basePath}/new/${variant}?draft=${id}`}
        />
        <TypePicker
          newPath={`${basePath}/new`}
          locale={locale}
          currency={merchant.currency}
          mayPay={hasPaymentProvider()}
        />
        <FromTemplate {...{ basePath, templates }} {...merchant} />
      </div>
    </>
  );
}
