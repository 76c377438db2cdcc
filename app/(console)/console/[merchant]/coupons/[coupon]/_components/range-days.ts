import { couponDays } from "@/lib/coupons/queries/days";
import type { DayRange } from "@/lib/coupons/rules/range";
import { addHours } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** A coupon's days or hours of the range, behind those it stands beside. */
export async function rangeDays(scope: Scope, couponId: string, range: DayRange, timeZone: string) {
  const { from, to, beforeFrom, beforeTo, hours, parts, partsBefore } = range;
  if (hours) {
    const both = { from: addHours(hours.first, -parts), until: hours.until };
    return await couponDays(scope, { couponId, from: beforeFrom, to, timeZone, hours: both });
  }
  const [then, now] = await Promise.all([
    partsBefore > 0 ? couponDays(scope, { couponId, from: beforeFrom, to: beforeTo, timeZone }) : [],
    couponDays(scope, { couponId, from, to, timeZone }),
  ]);
  return [...then, ...now];
}
