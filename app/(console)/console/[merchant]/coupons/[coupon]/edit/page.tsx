import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { EditCouponForm } from "@/components/coupons/edit-coupon-form";
import { couponForm } from "@/components/coupons/form-values";
import { productsNamed } from "@/components/coupons/products-named";
import { Banner } from "@/components/ui/banner";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { couponOptions } from "@/lib/coupons/queries/options";
import { lastChange } from "@/lib/workspace/queries";
import { type CouponPageProps, loadCoupon } from "../_components/load-coupon";

export async function generateMetadata({ params }: CouponPageProps): Promise<Metadata> {
  const [{ coupon }, t] = await Promise.all([loadCoupon(params, "coupon.write"), getTranslations("coupons")]);
  return { title: t("form.editTitle", { name: coupon.name }) };
}

export default async function EditCouponPage({ params }: CouponPageProps) {
  const { scope, merchant, coupon, basePath, where, mine } = await loadCoupon(params, "coupon.write");
  const [t, locale, change, options] = await Promise.all([
    getTranslations("coupons"),
    getLocale(),
    lastChange(scope, "coupon", coupon.id),
    couponOptions(scope, { choose: true, productIds: productsNamed(coupon.terms) }),
  ]);
  const { issued } = coupon;
  const path = `${basePath}/${coupon.id}`;
  const shown = new Intl.NumberFormat(locale).format(issued);
  const locked = !mine ? t("detail.noEdit") : coupon.status === "archived" ? t("form.archived") : null;
  return (
    <>
      <PageHeader
        title={t("form.editTitle", { name: coupon.name })}
        badge={<StatusBadge status={coupon.status} />}
        back={{ href: path, label: coupon.name }}
      />
      <Banner tone={locked ? "warning" : "info"} className="mb-5">
        {locked ?? (issued > 0 ? t("form.keepTerms", { count: issued, shown }) : t("form.draftFree"))}
      </Banner>
      {locked ? null : (
        <EditCouponForm
          couponId={coupon.id}
          revision={coupon.revision}
          change={change}
          kept={coupon.terms.validity}
          initial={couponForm(coupon, merchant.timeZone)}
          facts={{
            options,
            timeZone: merchant.timeZone,
            where,
            everyStore: scope.storeIds === "all",
            ...{ exists: true, issued, spentMinor: coupon.spent.reservedMinor + coupon.spent.usedMinor },
          }}
        />
      )}
    </>
  );
}
