import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import type { SearchParams } from "@/components/ui/list-state";
import { couponOptions } from "@/lib/coupons/queries/options";
import { askedRange } from "../../_components/asked-range";
import { placeZone } from "../../_components/place-zone";
import { CouponAside } from "./_components/coupon-aside";
import { CouponData } from "./_components/coupon-data";
import { CouponPromotion } from "./_components/coupon-promotion";
import { CouponShell } from "./_components/coupon-shell";
import { CouponTagging } from "./_components/coupon-tagging";
import { type CouponPageProps, loadCoupon } from "./_components/load-coupon";
import { rangeDays } from "./_components/range-days";

type Props = CouponPageProps & { searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: CouponPageProps): Promise<Metadata> {
  const { coupon } = await loadCoupon(params);
  return { title: coupon.name };
}

export default async function CouponDataPage({ params, searchParams }: Props) {
  const loaded = await loadCoupon(params);
  const { scope, merchant, coupon, basePath } = loaded;
  const timeZone = await placeZone(loaded);
  const of = { couponId: coupon.id };
  const { range, today } = await askedRange(scope, { asked: await searchParams, timeZone, of, byHour: true });
  const [t, days, options] = await Promise.all([
    getTranslations("coupon-data.figures"),
    rangeDays(scope, coupon.id, range, timeZone),
    couponOptions(scope, { choose: false }),
  ]);
  const aside = (
    <CouponAside
      coupon={coupon}
      stores={options.stores}
      timeZone={merchant.timeZone}
      tagging={loaded.may.write ? <CouponTagging loaded={loaded} /> : undefined}
      uses={loaded.uses}
      pathOf={(room) => consolePath(loaded.where, room)}
    />
  );
  return (
    <CouponShell loaded={loaded} tab="data" aside={aside}>
      <CouponData
        {...{ coupon, range, today, timeZone, days }}
        path={`${basePath}/${coupon.id}`}
        promote={
          <CouponPromotion loaded={loaded} isSecond>
            {t("promote")}
          </CouponPromotion>
        }
      />
    </CouponShell>
  );
}
