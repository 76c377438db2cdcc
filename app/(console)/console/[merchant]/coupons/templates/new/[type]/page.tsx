import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { beginsWith, knownType } from "@/components/coupons/begin-new";
import { couponsPath } from "@/components/coupons/coupon-words";
import { newCouponForm } from "@/components/coupons/form-values";
import { NewTemplateForm } from "@/components/coupons/new-template-form";
import { ButtonLink } from "@/components/ui/button-link";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { DraftForm } from "@/components/workspace/draft-form";
import { openDraft } from "@/components/workspace/open-draft";
import { couponOptions } from "@/lib/coupons/queries/options";
import { staffGate } from "@/lib/platform/auth/gates";

type Props = {
  params: Promise<{ merchant: string; store?: string; type: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const type = knownType((await params).type);
  const [t, coupons] = [await getTranslations("templates"), await getTranslations("coupons")];
  return { title: t("newTitle", { type: coupons(`types.${type}.name`) }) };
}

/** C-20, a template from nothing: what it holds, in the form of a coupon. */
export default async function NewTemplateOfTypePage({ params, searchParams }: Props) {
  const { merchant: slug, store = null, type: word } = await params;
  const type = knownType(word);
  const where = { merchant: slug, store };
  const { scope, merchant } = await staffGate(where, "coupon.write");
  const [t, coupons, options] = await Promise.all([
    getTranslations("templates"),
    getTranslations("coupons"),
    couponOptions(scope, { choose: true }),
  ]);
  const { own, currency } = beginsWith(scope, options, merchant.currency);
  const empty = { templateName: "", ...newCouponForm(type, currency, own) };
  const { values, draft } = await openDraft(scope, "template", empty, searchParams);
  const list = `${couponsPath(slug, store)}/templates`;
  const facts = { options, where, timeZone: merchant.timeZone, everyStore: scope.storeIds === "all" };
  return (
    <>
      <PageHeader
        title={t("newTitle", { type: coupons(`types.${type}.name`) })}
        back={{ href: list, label: t("title") }}
        actions={<ButtonLink href={`${list}/new`}>{coupons("form.changeType")}</ButtonLink>}
      />
      <DraftForm draft={draft} of={type}>
        <NewTemplateForm {...{ draft, facts }} initial={values} listPath={list} />
      </DraftForm>
    </>
  );
}
