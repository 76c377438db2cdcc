import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { couponsPath } from "@/components/coupons/coupon-words";
import { EditTemplateForm } from "@/components/coupons/edit-template-form";
import { productsNamed } from "@/components/coupons/products-named";
import { Banner } from "@/components/ui/banner";
import { PageHeader } from "@/components/ui/page-header";
import { couponOptions } from "@/lib/coupons/queries/options";
import { getTemplate } from "@/lib/coupons/queries/templates";
import { withinStores } from "@/lib/coupons/rules/edit";
import { staffGate } from "@/lib/platform/auth/gates";
import { lastChange } from "@/lib/workspace/queries";

type Props = { params: Promise<{ merchant: string; store?: string; template: string }> };

const load = cache(async (merchant: string, store: string | null, id: string) => {
  const access = await staffGate({ merchant, store }, "coupon.write");
  return { ...access, template: (await getTemplate(access.scope, id)) ?? notFound() };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { merchant, store = null, template: id } = await params;
  const [{ template }, t] = [await load(merchant, store, id), await getTranslations("templates")];
  return { title: t("editTitle", { name: template.name }) };
}

/** C-20: what a template holds, changed in the form of a coupon. */
export default async function CouponTemplatePage({ params }: Props) {
  const { merchant: slug, store = null, template: id } = await params;
  const { scope, merchant, template } = await load(slug, store, id);
  const { name, coupon, revision } = template;
  const [t, change, options] = await Promise.all([
    getTranslations("templates"),
    lastChange(scope, "coupon_template", id, [
      "template.create",
      "template.save",
      "template.edit",
      "template.copy",
    ]),
    couponOptions(scope, { choose: true, productIds: productsNamed(coupon) }),
  ]);
  const list = `${couponsPath(slug, store)}/templates`;
  const mine = withinStores(scope.storeIds, coupon.conditions.storeIds);
  const { timeZone } = merchant;
  const facts = { options, timeZone, where: { merchant: slug, store }, everyStore: scope.storeIds === "all" };
  return (
    <>
      <PageHeader title={t("editTitle", { name })} back={{ href: list, label: t("title") }} />
      <Banner tone={mine ? "info" : "warning"} className="mb-5">
        {t(mine ? "editHelp" : "notYours")}
      </Banner>
      {mine ? <EditTemplateForm {...{ revision, change, facts, coupon }} templateId={id} /> : null}
    </>
  );
}
