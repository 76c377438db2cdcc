import type { Metadata } from "next";
import { GRANT_CAP } from "@/lib/platform/auth/permissions";
import { listGivings } from "@/lib/vouchers/queries/givings";
import { CouponShell } from "../_components/coupon-shell";
import { type CouponPageProps, loadCoupon } from "../_components/load-coupon";
import { GiveForm } from "./_components/give-form";
import { GivingList } from "./_components/giving-list";
import { NotGivable } from "./_components/not-givable";

export async function generateMetadata({ params }: CouponPageProps): Promise<Metadata> {
  const { coupon } = await loadCoupon(params);
  return { title: coupon.name };
}

export default async function GiveCouponPage({ params }: CouponPageProps) {
  const loaded = await loadCoupon(params, "coupon.grant");
  const { scope, staff, coupon, merchant, where, basePath, mine } = loaded;
  const givings = await listGivings(scope, coupon.id);
  const path = `${basePath}/${coupon.id}/give`;
  const givable =
    mine && coupon.methods.includes("targeted") && ["active", "scheduled"].includes(coupon.status);
  return (
    <CouponShell loaded={loaded} tab="give">
      {givable ? (
        <GiveForm couponId={coupon.id} where={where} path={path} most={GRANT_CAP[staff.role] ?? 1} />
      ) : (
        <NotGivable coupon={coupon} mine={mine} />
      )}
      <GivingList givings={givings} path={path} timeZone={merchant.timeZone} />
    </CouponShell>
  );
}
