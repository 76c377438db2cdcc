import type { Metadata } from "next";
import { couponDays } from "@/lib/coupons/queries/history";
import { couponOptions } from "@/lib/coupons/queries/options";
import { CouponAside } from "./_components/coupon-aside";
import { CouponData } from "./_components/coupon-data";
import { CouponShell } from "./_components/coupon-shell";
import { type CouponPageProps, loadCoupon } from "./_components/load-coupon";

export async function generateMetadata({ params }: CouponPageProps): Promise<Metadata> {
  const { coupon } = await loadCoupon(params);
  return { title: coupon.name };
}

export default async function CouponDataPage({ params }: CouponPageProps) {
  const loaded = await loadCoupon(params);
  const { scope, merchant, coupon } = loaded;
  const { timeZone } = merchant;
  const [days, options] = await Promise.all([
    couponDays(scope, { couponId: coupon.id, timeZone }),
    couponOptions(scope, { choose: false }),
  ]);
  const aside = <CouponAside coupon={coupon} stores={options.stores} timeZone={timeZone} />;
  return (
    <CouponShell loaded={loaded} tab="data" aside={aside}>
      <CouponData coupon={coupon} days={days} timeZone={timeZone} />
    </CouponShell>
  );
}
