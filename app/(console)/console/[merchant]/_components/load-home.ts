import { listActivities } from "@/lib/activities/queries/activities";
import { type HomeDays, homeDays, sampleState, topCoupons } from "@/lib/analytics/queries";
import { type HomeSales, homeSales } from "@/lib/analytics/queries/sales";
import { listEndingSoon, listLowStock } from "@/lib/coupons/queries/attention";
import type { DayRange } from "@/lib/coupons/rules/range";
import { listFailedJobs } from "@/lib/jobs/queries";
import { setupProgress } from "@/lib/merchants/queries";
import { listAccessRequests } from "@/lib/merchants/queries/staff";
import { countRefundsAsked } from "@/lib/orders/queries/requests";
import { countPackRefundsAsked, listHeldUp } from "@/lib/packs/queries/about-purchases";
import type { StaffAccess } from "@/lib/platform/auth/gates";
import type { Scope } from "@/lib/platform/auth/scope";
import { alertsAndRest } from "./alerts-for";

/** The figures of the range behind those it stands beside, which need not be the days right before it. */
async function loadDays(scope: Scope, range: DayRange, timeZone: string): Promise<[HomeDays, HomeSales]> {
  const { from, to, beforeFrom, beforeTo, beside, hours } = range;
  const ask = (first: string, last: string, before: string) =>
    Promise.all([
      homeDays(scope, { first, last, before, timeZone, hours }),
      homeSales(scope, { first, last, before, timeZone, hours }),
    ]);
  if (beside === "before") return await ask(from, to, beforeFrom);
  const [[now, sold], [then, soldThen]] = await Promise.all([
    ask(from, to, from),
    ask(beforeFrom, beforeTo, beforeFrom),
  ]);
  const { participants } = now;
  const isWhole = {
    claimed: now.isWhole.claimed && then.isWhole.claimed,
    used: now.isWhole.used && then.isWhole.used,
  };
  return [
    { days: [...then.days, ...now.days], participants, participantsBefore: then.participants, isWhole },
    { days: [...soldThen.days, ...sold.days], isWhole: sold.isWhole && soldThen.isWhole },
  ];
}

/** All that Home shows to somebody who may read coupons, by the days of `timeZone`. */
export async function loadHome(access: StaffAccess, range: DayRange, timeZone: string) {
  const { scope, can } = access;
  const days = { first: range.from, last: range.to, before: range.beforeFrom, timeZone, hours: range.hours };
  const inGroup = scope.storeId === null;
  const [
    progress,
    [figures, sales],
    top,
    running,
    open,
    lowStock,
    endingSoon,
    failedJobs,
    requests,
    refunds,
    packRefunds,
    heldUp,
    sample,
  ] = await Promise.all([
    inGroup && can("coupon.write") ? setupProgress(scope) : null,
    loadDays(scope, range, timeZone),
    topCoupons(scope, days),
    listActivities(scope, { statuses: ["running"], sort: "start", size: 5 }),
    inGroup ? alertsAndRest(access) : { alerts: [], moreAlerts: 0 },
    listLowStock(scope),
    listEndingSoon(scope),
    can("job.read") ? listFailedJobs(scope) : [],
    inGroup && can("staff.manage") ? listAccessRequests(scope) : [],
    can("order.refund") ? countRefundsAsked(scope) : 0,
    can("pack.refund_decide") ? countPackRefundsAsked(scope) : 0,
    can("pack.read") ? listHeldUp(scope) : [],
    inGroup && can("settings.write") ? sampleState(scope) : null,
  ]);
  const attention = {
    mayAcknowledge: can("alert.manage"),
    ...{ ...open, requests, refunds, packRefunds, heldUp, lowStock, endingSoon, failedJobs },
  };
  return { progress, figures, sales, top, activities: running.rows, attention, sample };
}
