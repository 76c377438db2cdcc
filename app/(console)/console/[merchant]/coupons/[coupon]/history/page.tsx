import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { productsNamed } from "@/components/coupons/products-named";
import { withGroupNames } from "@/components/members/group-names";
import type { SearchParams } from "@/components/ui/list-state";
import { couponHistory, couponVersions, versionTerms } from "@/lib/coupons/queries/history";
import { couponOptions } from "@/lib/coupons/queries/options";
import { audienceOptions } from "@/lib/members/queries/audience";
import { CompareVersions } from "../_components/compare-versions";
import { CouponLog } from "../_components/coupon-log";
import { CouponShell } from "../_components/coupon-shell";
import { CouponVersions } from "../_components/coupon-versions";
import { type CouponPageProps, loadCoupon } from "../_components/load-coupon";

type Props = CouponPageProps & { searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: CouponPageProps): Promise<Metadata> {
  const { coupon } = await loadCoupon(params);
  return { title: coupon.name };
}

export default async function CouponHistoryPage({ params, searchParams }: Props) {
  const loaded = await loadCoupon(params);
  const { scope, merchant, coupon, basePath } = loaded;
  const latest = coupon.termsVersion;
  const asked = await searchParams;
  const version = (text: unknown, otherwise: number) =>
    typeof text === "string" && /^[1-9]\d{0,5}$/.test(text) && Number(text) <= latest
      ? Number(text)
      : otherwise;
  const [from, to] = [version(asked.from, Math.max(1, latest - 1)), version(asked.to, latest)];
  const [versions, entries, terms, builtIn] = await Promise.all([
    couponVersions(scope, coupon.id),
    couponHistory(scope, coupon.id),
    versionTerms(scope, coupon.id, [from, to]),
    getTranslations("audience.builtIn"),
  ]);
  const productIds = [...new Set(terms.flatMap((one) => productsNamed(one.terms)))];
  const [options, audience] = await Promise.all([
    couponOptions(scope, { choose: false, productIds }),
    audienceOptions(scope),
  ]);
  const words = { coupon, stores: options.stores, timeZone: merchant.timeZone };
  const names = { ...words, options, audience: withGroupNames(audience, builtIn) };
  const path = `${basePath}/${coupon.id}/history`;
  return (
    <CouponShell loaded={loaded} tab="history">
      {latest > 1 ? <CompareVersions {...{ terms, from, to, latest, path, names }} /> : null}
      <CouponVersions versions={versions} {...words} />
      <CouponLog entries={entries} {...words} />
    </CouponShell>
  );
}
