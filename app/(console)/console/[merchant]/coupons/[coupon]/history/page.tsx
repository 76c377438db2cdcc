import type { Metadata } from "next";
import { couponHistory, couponVersions } from "@/lib/coupons/queries/history";
import { couponOptions } from "@/lib/coupons/queries/options";
import { CouponLog } from "../_components/coupon-log";
import { CouponShell } from "../_components/coupon-shell";
import { CouponVersions } from "../_components/coupon-versions";
import { type CouponPageProps, loadCoupon } from "../_components/load-coupon";

export async function generateMetadata({ params }: CouponPageProps): Promise<Metadata> {
  const { coupon } = await loadCoupon(params);
  return { title: coupon.name };
}

export default async function CouponHistoryPage({ params }: CouponPageProps) {
  const loaded = await loadCoupon(params);
  const { scope, merchant, coupon } = loaded;
  const [versions, entries, options] = await Promise.all([
    couponVersions(scope, coupon.id),
    couponHistory(scope, coupon.id),
    couponOptions(scope, { choose: false }),
  ]);
  const words = { coupon, stores: options.stores, timeZone: merchant.timeZone };
  return (
    <CouponShell loaded={loaded} tab="history">
      <CouponVersions versions={versions} {...words} />
      <CouponLog entries={entries} {...words} />
    </CouponShell>
  );
}
