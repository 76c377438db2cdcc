import { TagDialog } from "@/components/coupons/tag-dialog";
import { OverList } from "@/components/ui/over-list";
import { listCouponTags } from "@/lib/coupons/queries/tags";
import type { LoadedCoupon } from "./load-coupon";

/** Changes the tags of the coupon whose page it is. */
export async function CouponTagging({ loaded }: { loaded: LoadedCoupon }) {
  const { scope, coupon, where } = loaded;
  const offered = await listCouponTags(scope);
  const names = [{ id: coupon.id, name: coupon.name }];
  return (
    <OverList>
      <TagDialog {...{ where, offered, names }} choice={{ ids: [coupon.id] }} variant="ghost" />
    </OverList>
  );
}
