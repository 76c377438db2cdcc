import type { CouponStanding } from "@/lib/coupons/rules/status";
import type { CouponValidity } from "@/lib/coupons/schema";
import { type Instant, localDate } from "@/lib/kernel/time";
import { canCome } from "@/lib/packs/rules/deliver";
import { cyclesOf, dueAt } from "@/lib/packs/rules/schedule";
import type { PackContents, PackItem } from "@/lib/packs/schema";

type Coupon = CouponStanding & { readonly validity: CouponValidity };

/**
 * Why a coupon of a pack may not be there when it is to be delivered. `ends`: it is over before that delivery of whoever gets
 * the pack now. `short`: so many are needed for one pack (`packs` 1) or for all there are, and fewer are left.
 */
export type Shortfall =
  | { readonly type: "ends"; readonly couponId: string; readonly delivery: number }
  | {
      readonly type: "short";
      readonly couponId: string;
      readonly needed: number;
      readonly left: number;
      readonly packs: number;
    };

/**
 * What a pack promises of its coupons and they cannot keep, as they are at `now`: each coupon once for each reason, in the
 * order of the lists. A coupon that is not known, or is a draft, is passed over. `packs`: so many are to be had; null = unlimited.
 */
export function shortfalls(
  contents: PackContents,
  coupons: ReadonlyMap<string, Coupon>,
  { now, zone, packs }: { readonly now: Instant; readonly zone: string; readonly packs: number | null },
): Shortfall[] {
  const known = [...neededInAll(contents)].flatMap(([couponId, needed]) => {
    const coupon = coupons.get(couponId);
    return coupon?.publishedAt ? [{ couponId, coupon, needed }] : [];
  });
  const ends = known.flatMap(({ couponId, coupon }): Shortfall[] => {
    const delivery = firstMissed(contents, couponId, coupon, { now, zone });
    return delivery === null ? [] : [{ type: "ends", couponId, delivery }];
  });
  const short = known.flatMap(({ couponId, coupon, needed }): Shortfall[] => {
    if (coupon.quantity === null) return [];
    const left = Math.max(0, coupon.quantity - coupon.issued);
    const wanted =
      packs !== null && needed <= left ? { needed: needed * packs, packs } : { needed, packs: 1 };
    return wanted.needed > left ? [{ type: "short", couponId, left, ...wanted }] : [];
  });
  return [...ends, ...short];
}

/** How many of each coupon all deliveries of one pack take together. */
function neededInAll(contents: PackContents): Map<string, number> {
  const { items, firstItems, schedule } = contents;
  const needed = new Map<string, number>();
  const add = (list: readonly PackItem[], times: number) => {
    for (const { couponId, quantity } of list) {
      needed.set(couponId, (needed.get(couponId) ?? 0) + quantity * times);
    }
  };
  const cycles = cyclesOf(schedule);
  add(firstItems ?? items, 1);
  if (cycles > 1) add(items, cycles - 1);
  return needed;
}

/** The first delivery that could not bring this coupon; null = all can. What is over stays over, so that it is halved for. */
function firstMissed(
  contents: PackContents,
  couponId: string,
  coupon: Coupon,
  { now, zone }: { readonly now: Instant; readonly zone: string },
): number | null {
  const { items, firstItems, schedule } = contents;
  const bringsIt = (list: readonly PackItem[]) => list.filter((item) => item.couponId === couponId);
  const isMissed = (list: readonly PackItem[], at: Instant) =>
    bringsIt(list).some((item) => !canCome(item, coupon, { now: at, zone }));
  if (isMissed(firstItems ?? items, now)) return 1;
  const today = localDate(now, zone);
  const comes = (cycle: number) => {
    const at = dueAt(schedule, today, cycle, zone);
    return at !== null && !isMissed(items, at);
  };
  let [from, until] = [2, cyclesOf(schedule) + 1];
  while (from < until) {
    const middle = Math.floor((from + until) / 2);
    if (comes(middle)) from = middle + 1;
    else until = middle;
  }
  return from > cyclesOf(schedule) ? null : from;
}
