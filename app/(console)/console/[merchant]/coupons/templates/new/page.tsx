import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { couponsPath } from "@/components/coupons/coupon-words";
import { TypePicker } from "@/components/coupons/type-picker";
import { PageHeader } from "@/components/ui/page-header";
import { DraftList } from "@/components/workspace/draft-list";
import { staffGate } from "@/lib/platform/auth/gates";
import { hasPaymentProvider } from "@/lib/platform/has-payment-provider";
import { listDrafts } from "@/lib/workspace/queries";

type Props = { params: Promise<{ merchant: string; store?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("templates");
  return { title: t("new") };
}

/** C-20, a template from nothing: its type first, as with coupons. */
export default async function NewTemplatePage({ params }: Props) {
  const { merchant: slug, store = null } = await params;
  const where = { merchant: slug, store };
  const { scope, merchant } = await staffGate(where, "coupon.write");
  const [t, locale, drafts] = await Promise.all([
    getTranslations("templates"),
    getLocale(),
    listDrafts(scope, "template"),
  ]);
  const list = `${couponsPath(slug, store)}/templates`;
  return (
    <>
      <PageHeader title={t("new")} meta={t("newMeta")} back={{ href: list, label: t("title") }} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <DraftList
          kind="template"
          drafts={drafts}
          where={where}
          timeZone={merchant.timeZone}
          hrefOf={({ id, variant }) => `${list}/new/${variant}?draft=${id}`}
        />
        <TypePicker
          newPath={`${list}/new`}
          locale={locale}
          currency={merchant.currency}
          mayPay={hasPaymentProvider()}
        />
      </div>
    </>
  );
}
