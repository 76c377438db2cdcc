import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { beginsWith, knownType } from "@/components/coupons/begin-new";
import { couponsPath } from "@/components/coupons/coupon-words";
import { CreateCouponForm } from "@/components/coupons/create-coupon-form";
import { ButtonLink } from "@/components/ui/button-link";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { DraftForm } from "@/components/workspace/draft-form";
import { couponOptions } from "@/lib/coupons/queries/options";
import { staffGate } from "@/lib/platform/auth/gates";
import { firstForm } from "./_components/first-form";

type Props = {
  params: Promise<{ merchant: string; store?: string; type: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const type = knownType((await params).type);
  const t = await getTranslations("coupons");
  return { title: t("form.newTitle", { type: t(`types.${type}.name`) }) };
}

export default async function NewCouponOfTypePage({ params, searchParams }: Props) {
  const { merchant: slug, store = null, type: word } = await params;
  const type = knownType(word);
  const { scope, merchant, can } = await staffGate({ merchant: slug, store }, "coupon.write");
  const [t, options] = [await getTranslations("coupons"), await couponOptions(scope, { choose: true })];
  const basePath = couponsPath(slug, store);
  const { timeZone } = merchant;
  const asked = { type, timeZone, searchParams, ...beginsWith(scope, options, merchant.currency) };
  const { values, from, templateId, draft } = await firstForm(scope, asked);
  return (
    <>
      <PageHeader
        meta={from}
        title={t("form.newTitle", { type: t(`types.${type}.name`) })}
        back={{ href: basePath, label: t("back") }}
        actions={<ButtonLink href={`${basePath}/new`}>{t("form.changeType")}</ButtonLink>}
      />
      <DraftForm draft={draft} of={type}>
        <CreateCouponForm
          {...{ draft, templateId, initial: values }}
          facts={{
            ...{ options, timeZone, where: { merchant: slug, store } },
            ...{ everyStore: scope.storeIds === "all", exists: false, issued: 0, spentMinor: 0 },
          }}
          basePath={basePath}
          mayPublish={can("coupon.publish")}
        />
      </DraftForm>
    </>
  );
}
