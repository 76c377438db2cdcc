import type { ReactNode } from "react";
import { PromoteButton } from "@/components/links/promote-button";
import type { LoadedCoupon } from "./load-coupon";

type CouponPromotionProps = { loaded: LoadedCoupon; isSecond?: boolean; children?: ReactNode };

/** Promotes the coupon whose page it is, where there is something to promote and its reader may see links. */
export function CouponPromotion({ loaded, ...button }: CouponPromotionProps) {
  const { coupon, where, can } = loaded;
  if (!can("link.read") || coupon.status === "draft" || coupon.status === "archived") return null;
  return (
    <PromoteButton
      {...button}
      place={where}
      promoted={{ couponId: coupon.id }}
      mayWrite={can("link.write")}
    />
  );
}
