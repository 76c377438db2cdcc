import type { Metadata } from "next";
import type { SearchParams } from "@/components/ui/list-state";
import { couponDays } from "@/lib/coupons/queries/days";
import { couponOptions } from "@/lib/coupons/queries/options";
import { readRange } from "@/lib/coupons/rules/range";
import { localDate } from "@/lib/kernel/time";
import { placeZone } from "../../_components/place-zone";
import { CouponAside } from "./_components/coupon-aside";
import { CouponData } from "./_components/coupon-data";
import { CouponShell } from "./_components/coupon-shell";
import { CouponTagging } from "./_components/coupon-tagging";
import { type CouponPageProps, loadCoupon } from "./_components/load-coupon";

type Props = CouponPageProps & { searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: CouponPageProps): Promise<Metadata> {
  const { coupon } = await loadCoupon(params);
  return { title: coupon.name };
}

export default async function CouponDataPage({ params, searchParams }: Props) {
  const loaded = await loadCoupon(params);
  const { scope, merchant, coupon, basePath } = loaded;
  const timeZone = await placeZone(loaded);
  const today = localDate(new Date(), timeZone);
  const range = readRange(await searchParams, today);
  const daysOf = (from: string, to: string) => couponDays(scope, { couponId: coupon.id, from, to, timeZone });
  const [then, now, options] = await Promise.all([
    daysOf(range.beforeFrom, range.beforeTo),
    daysOf(range.from, range.to),
    couponOptions(scope, { choose: false }),
  ]);
  const aside = (
    <CouponAside
      coupon={coupon}
      stores={options.stores}
      timeZone={merchant.timeZone}
      tagging={loaded.may.write ? <CouponTagging loaded={loaded} /> : undefined}
    />
  );
  return (
    <CouponShell loaded={loaded} tab="data" aside={aside}>
      <CouponData
        {...{ coupon, range, today, timeZone }}
        days={[...then, ...now]}
        path={`${basePath}/${coupon.id}`}
      />
    </CouponShell>
  );
}
