import { notFound } from "next/navigation";
import { cache } from "react";
import { couponsPath } from "@/components/coupons/coupon-words";
import { couponUses } from "@/lib/activities/queries/coupon-uses";
import { getCoupon } from "@/lib/coupons/queries/coupons";
import { withinStores } from "@/lib/coupons/rules/edit";
import { staffGate } from "@/lib/platform/auth/gates";
import type { Capability } from "@/lib/platform/auth/permissions";

export type CouponPageProps = { params: Promise<{ merchant: string; store?: string; coupon: string }> };

const load = cache(async (slug: string, store: string | null, couponId: string, capability: Capability) => {
  const access = await staffGate({ merchant: slug, store }, capability);
  const { scope, can } = access;
  const coupon = (await getCoupon(scope, couponId)) ?? notFound();
  const uses = await couponUses(scope, coupon.id);
  const mine = withinStores(scope.storeIds, coupon.terms.conditions.storeIds);
  return {
    ...access,
    coupon,
    basePath: couponsPath(slug, store),
    where: { merchant: slug, store },
    mine,
    uses,
    may: {
      write: mine && can("coupon.write"),
      publish: mine && can("coupon.publish"),
      stock: mine && can("coupon.stock"),
      explain: can("voucher.explain"),
    },
  };
});

/** A coupon's page: gate, then the coupon, or 404 for one that is not theirs to see. Once per request. */
export async function loadCoupon(params: CouponPageProps["params"], capability: Capability = "coupon.read") {
  const { merchant, store = null, coupon } = await params;
  return await load(merchant, store, coupon, capability);
}
export type LoadedCoupon = Awaited<ReturnType<typeof loadCoupon>>;
