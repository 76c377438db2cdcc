import { listActivities } from "@/lib/activities/queries/activities";
import { homeDays, sampleState, topCoupons } from "@/lib/analytics/queries";
import { type HomeRange, homeRanges, rangeUpTo } from "@/lib/analytics/schema";
import { listEndingSoon, listLowStock } from "@/lib/coupons/queries/attention";
import { listFailedJobs } from "@/lib/jobs/queries";
import { localDate } from "@/lib/kernel/time";
import { setupProgress } from "@/lib/merchants/queries";
import type { StaffAccess } from "@/lib/platform/auth/gates";
import { listOpenAlerts } from "@/lib/risk/queries";

/** All that Home shows to somebody who may read coupons. Days are of the merchant's clock, in a store's view, too. */
export async function loadHome({ scope, merchant, can }: StaffAccess, range: HomeRange) {
  const { timeZone } = merchant;
  const days = { ...rangeUpTo(localDate(new Date(), timeZone), homeRanges[range]), timeZone };
  const inGroup = scope.storeId === null;
  const [progress, figures, top, running, alerts, lowStock, endingSoon, failedJobs, sample] =
    await Promise.all([
      inGroup && can("coupon.write") ? setupProgress(scope) : null,
      homeDays(scope, days),
      topCoupons(scope, days),
      listActivities(scope, { statuses: ["running"], sort: "start", size: 5 }),
      inGroup && can("alert.manage") ? listOpenAlerts(scope) : [],
      listLowStock(scope),
      listEndingSoon(scope),
      can("job.read") ? listFailedJobs(scope) : [],
      inGroup && can("settings.write") ? sampleState(scope) : null,
    ]);
  const attention = { alerts, lowStock, endingSoon, failedJobs: failedJobs.filter(({ isMine }) => isMine) };
  return { progress, figures, top, activities: running.rows, attention, sample };
}
