import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { productsNamed } from "@/components/coupons/products-named";
import { withGroupNames } from "@/components/members/group-names";
import { consolePath } from "@/components/merchants/console-path";
import { couponOptions } from "@/lib/coupons/queries/options";
import { audienceOptions } from "@/lib/members/queries/audience";
import { CouponAside } from "../_components/coupon-aside";
import { CouponCards } from "../_components/coupon-cards";
import { CouponShell } from "../_components/coupon-shell";
import { CouponTagging } from "../_components/coupon-tagging";
import { type CouponPageProps, loadCoupon } from "../_components/load-coupon";

export async function generateMetadata({ params }: CouponPageProps): Promise<Metadata> {
  const { coupon } = await loadCoupon(params);
  return { title: coupon.name };
}

export default async function CouponDetailsPage({ params }: CouponPageProps) {
  const loaded = await loadCoupon(params);
  const { scope, merchant, coupon } = loaded;
  const [options, audience, builtIn] = await Promise.all([
    couponOptions(scope, { choose: false, productIds: productsNamed(coupon.terms) }),
    audienceOptions(scope),
    getTranslations("audience.builtIn"),
  ]);
  const { timeZone } = merchant;
  return (
    <CouponShell
      loaded={loaded}
      tab="details"
      aside={
        <CouponAside
          coupon={coupon}
          stores={options.stores}
          timeZone={timeZone}
          tagging={loaded.may.write ? <CouponTagging loaded={loaded} /> : undefined}
          uses={loaded.uses}
          pathOf={(room) => consolePath(loaded.where, room)}
        />
      }
    >
      <CouponCards loaded={loaded} options={options} audience={withGroupNames(audience, builtIn)} />
    </CouponShell>
  );
}
