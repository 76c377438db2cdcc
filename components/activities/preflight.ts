import { type ActivityFormValues, instantOf } from "@/components/activities/form-values";
import type { PrizeCoupon } from "@/lib/activities/queries/prizes";
import { couponStatus } from "@/lib/coupons/rules/status";
import type { CouponStatus } from "@/lib/coupons/schema";

/** One thing looked at before going live. `params` are what its words in activities.checks need. */
export type Check =
  | { key: "prizes"; good: boolean }
  | { key: "coupons"; good: boolean; coupon?: string; status?: CouponStatus }
  | { key: "stock"; good: boolean; coupon?: string; left?: number; promised?: number }
  | { key: "period"; good: boolean; problem?: "missing" | "past" | "order" };

const usable: readonly CouponStatus[] = ["active", "scheduled"];

/** How many of each coupon the passwords still promise. */
export function promised(values: ActivityFormValues): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of values.rules.passwords) {
    const wins = Math.max(0, (row.inventory || 0) - row.issued);
    for (const prize of row.prizes) {
      sums.set(prize.couponId, (sums.get(prize.couponId) ?? 0) + wins * (prize.quantity || 0));
    }
  }
  return sums;
}

/** The checks of C-42: every password has a prize, coupons can be given, stock covers what is promised, period ahead. */
export function preflight(
  values: ActivityFormValues,
  coupons: ReadonlyMap<string, PrizeCoupon>,
  now: Date,
): Check[] {
  const chosen = [...promised(values)].flatMap(([couponId, count]) => {
    const coupon = coupons.get(couponId);
    return coupon ? [{ coupon, count, status: couponStatus(coupon, now) }] : [];
  });
  const unusable = chosen.find(({ status }) => !usable.includes(status));
  const short = chosen.find(
    ({ coupon, count }) => coupon.quantity !== null && coupon.quantity - coupon.issued < count,
  );
  return [
    { key: "prizes", good: values.rules.passwords.every((row) => row.prizes.length > 0) },
    { key: "coupons", good: !unusable, coupon: unusable?.coupon.name, status: unusable?.status },
    {
      key: "stock",
      good: !short,
      coupon: short?.coupon.name,
      left: (short?.coupon.quantity ?? 0) - (short?.coupon.issued ?? 0),
      promised: short?.count,
    },
    periodCheck(values, now),
  ];
}

function periodCheck(values: ActivityFormValues, now: Date): Check {
  const from = instantOf(values.startsAt, values.timeZone);
  const until = instantOf(values.endsAt, values.timeZone);
  const problem = !from || !until ? "missing" : until <= from ? "order" : until <= now ? "past" : undefined;
  return { key: "period", good: !problem, problem };
}
