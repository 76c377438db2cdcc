import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { couponsPath } from "@/components/coupons/coupon-words";
import { CreateCouponForm } from "@/components/coupons/create-coupon-form";
import { ButtonLink } from "@/components/ui/button-link";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { openDraft } from "@/components/workspace/open-draft";
import { couponOptions } from "@/lib/coupons/queries/options";
import { type BenefitType, benefitTypes } from "@/lib/coupons/schema";
import { staffGate } from "@/lib/platform/auth/gates";
import { firstForm } from "./_components/first-form";

type Props = {
  params: Promise<{ merchant: string; store?: string; type: string }>;
  searchParams: Promise<SearchParams>;
};

const knownType = (type: string): BenefitType => benefitTypes.find((one) => one === type) ?? notFound();

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const type = knownType((await params).type);
  const t = await getTranslations("coupons");
  return { title: t("form.newTitle", { type: t(`types.${type}.name`) }) };
}

export default async function NewCouponOfTypePage({ params, searchParams }: Props) {
  const { merchant: slug, store = null, type: word } = await params;
  const type = knownType(word);
  const where = { merchant: slug, store };
  const { scope, merchant, can } = await staffGate(where, "coupon.write");
  const [t, options] = [await getTranslations("coupons"), await couponOptions(scope, { choose: true })];
  const { timeZone } = merchant;
  const basePath = couponsPath(slug, store);
  const first = await firstForm(scope, { type, store, searchParams, merchant, stores: options.stores });
  const { values, draft } = await openDraft(scope, "coupon", first.values, searchParams);
  return (
    <>
      <PageHeader
        meta={first.from}
        title={t("form.newTitle", { type: t(`types.${type}.name`) })}
        back={{ href: basePath, label: t("back") }}
        actions={<ButtonLink href={`${basePath}/new`}>{t("form.changeType")}</ButtonLink>}
      />
      <CreateCouponForm
        key={draft.savedAt ? draft.id : type}
        {...{ draft, basePath, initial: values, templateId: first.templateId }}
        facts={{ options, timeZone, where, everyStore: scope.storeIds === "all", issued: 0 }}
        mayPublish={can("coupon.publish")}
      />
    </>
  );
}
