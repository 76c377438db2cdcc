import type { Tx } from "@/db/client";
import { addUses } from "@/lib/coupons/repository/uses";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Counts vouchers as used (`change` 1) or as no longer used (-1), one statement for all coupons. Lasts until the
 * transaction ends; call it after everything that is the member's own, since others wait for a limited coupon's counter.
 */
export async function countUses(
  tx: Tx,
  scope: Scope,
  vouchers: readonly { readonly couponId: string; readonly memberId: string }[],
  change: 1 | -1,
): Promise<void> {
  const perCoupon = new Map<string, { memberId: string; n: number }>();
  for (const { couponId, memberId } of vouchers) {
    perCoupon.set(couponId, { memberId, n: (perCoupon.get(couponId)?.n ?? 0) + 1 });
  }
  const missing = await addUses(
    tx,
    scope,
    [...perCoupon].map(([couponId, { memberId, n }]) => ({ couponId, memberId, change: n * change })),
  );
  // The copies were counted in different rows: one by one.
  for (const { couponId, memberId, change: rest } of missing) {
    for (let i = 0; i < Math.abs(rest); i++) {
      const left = await addUses(tx, scope, [{ couponId, memberId, change }]);
      if (left.length > 0) throw new Error(`the uses of coupon ${couponId} do not add up`);
    }
  }
}
