import { getLocale, getTranslations } from "next-intl/server";
import { listLowStock } from "@/lib/coupons/queries/attention";
import { countEndedJobs, listEndedJobs } from "@/lib/jobs/queries";
import { addDays, localDate } from "@/lib/kernel/time";
import { countAccessRequests, listAccessRequests } from "@/lib/merchants/queries/staff";
import { countRefundsAsked, listRefundsAsked } from "@/lib/orders/queries/requests";
import { countPackRefundsAsked } from "@/lib/packs/queries/about-purchases";
import { listPackRefundsAsked } from "@/lib/packs/queries/requests";
import type { Place, StaffAccess } from "@/lib/platform/auth/gates";
import { noticesSeenUntil } from "@/lib/workspace/queries";
import { alertsFor, countAlertsFor } from "./alerts-for";
import { restOf } from "./notice-rest";
import { type NoticeFact, noticeWords } from "./notice-words";
import type { Notice, Notices } from "./notices";
import { placeZone } from "./place-zone";

/** So many are shown, the newest; of each kind it is told how many more there are, and where. */
const SHOWN = 50;

/** A fact with the instant from which it is told. */
type Told = { readonly at: Date; readonly fact: NoticeFact; readonly isNew: boolean };

/**
 * What this person is told where they stand, the newest first: only what they may open. What was seen before, and an alert that
 * somebody acknowledged, is not new. An alert is told from when it was first seen: it is seen again and again.
 */
async function tell(access: StaffAccess) {
  const { scope, can } = access;
  const inGroup = scope.storeId === null;
  const [seen, alerts, requests, refunds, packRefunds, jobs] = await Promise.all([
    noticesSeenUntil(scope),
    inGroup ? alertsFor(access) : [],
    inGroup && can("staff.manage") ? listAccessRequests(scope) : [],
    can("order.refund") ? listRefundsAsked(scope) : [],
    can("pack.refund_decide") ? listPackRefundsAsked(scope) : [],
    listEndedJobs(scope),
  ]);
  const told = (at: Date, fact: NoticeFact, known = false): Told => ({
    ...{ at, fact },
    isNew: !known && (seen === null || at > seen),
  });
  const all = [
    ...alerts.map((of) => told(of.firstSeenAt, { kind: "alert", of }, of.acknowledgedAt !== null)),
    ...requests.map((of) => told(of.createdAt, { kind: "access", of })),
    ...refunds.map((of) => told(of.createdAt, { kind: "refund", of })),
    ...packRefunds.map((of) => told(of.createdAt, { kind: "packRefund", of })),
    ...jobs.flatMap((of) => (of.finishedAt ? [told(of.finishedAt, { kind: "job", of })] : [])),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
  return all.slice(0, SHOWN);
}

/** How much of each kind there is, counted to 101. */
async function countAll(access: StaffAccess) {
  const { scope, can } = access;
  const inGroup = scope.storeId === null;
  const [alert, requests, refund, packRefund, job] = await Promise.all([
    inGroup ? countAlertsFor(access) : 0,
    inGroup && can("staff.manage") ? countAccessRequests(scope) : 0,
    can("order.refund") ? countRefundsAsked(scope) : 0,
    can("pack.refund_decide") ? countPackRefundsAsked(scope) : 0,
    countEndedJobs(scope),
  ]);
  return { alert, access: requests, refund, packRefund, job };
}

/** How much of what the bell tells is new to this person. */
export async function countNotices(access: StaffAccess): Promise<{ unread: number }> {
  return { unread: (await tell(access)).filter(({ isNew }) => isNew).length };
}

/** All that the bell tells, in words and by day; first what is so now and began at no known instant: coupons running out. */
export async function loadNotices(access: StaffAccess, place: Place): Promise<Notices> {
  const { scope, can } = access;
  const [told, there, low, zone, locale, t] = await Promise.all([
    tell(access),
    countAll(access),
    can("coupon.read") ? listLowStock(scope) : [],
    placeZone(access),
    getLocale(),
    getTranslations("frame.bell"),
  ]);
  const say = await noticeWords({ merchant: place.merchant, store: place.store ?? null });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "short", hourCycle: "h23", timeZone: zone });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: zone });
  const today = localDate(new Date(), zone);
  const named = { [today]: t("today"), [addDays(today, -1)]: t("yesterday") };
  const timeless = (fact: NoticeFact): Notice => ({ ...say(fact), at: null, time: "", isNew: false });
  const standing = low.map((of) => timeless({ kind: "stock", of }));
  const facts = told.map(({ fact }) => fact);
  const rest = restOf(there, facts).map((of) => timeless({ kind: "rest", of }));
  const days = Map.groupBy(told, ({ at }) => localDate(at, zone));
  const groups = [...days].map(([day, some]) => ({
    day: named[day] ?? date.format(some[0]?.at),
    notices: some.map(({ at, fact, isNew }) => ({
      ...say(fact),
      ...{ at: at.toISOString(), time: time.format(at), isNew },
    })),
  }));
  return {
    unread: told.filter(({ isNew }) => isNew).length,
    until: told[0]?.at.toISOString() ?? null,
    groups: [
      ...(standing.length > 0 ? [{ day: t("now"), notices: standing }] : []),
      ...groups,
      ...(rest.length > 0 ? [{ day: t("more"), notices: rest }] : []),
    ],
  };
}
