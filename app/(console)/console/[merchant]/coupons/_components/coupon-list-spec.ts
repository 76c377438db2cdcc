import { type ListSpec, type ListState, notKey } from "@/components/ui/list-state";
import { benefitTypes, couponSorts, couponStatuses, distributionMethods } from "@/lib/coupons/schema";
import { budgetStandings, type CouponFilter, endingDays } from "@/lib/coupons/schema/filter";
import { readNumbers } from "@/lib/kernel/list-filter";
import { wireSpan } from "@/lib/kernel/list-span";

/** What the address of the coupon list may say. Views are statuses; archived coupons are shown only where asked for. */
export const couponListSpec = {
  filters: {
    status: couponStatuses,
    type: benefitTypes,
    method: distributionMethods,
    store: "text",
    budget: budgetStandings,
    stock: ["low"],
    ends: endingDays,
    tag: "text",
    creator: "text",
    left: "numbers",
    created: "days",
  },
  none: ["status", "type", "method", "store", "tag", "creator"],
  sorts: couponSorts,
  defaultSort: "-created",
  views: {
    all: {},
    active: { status: ["active"] },
    scheduled: { status: ["scheduled"] },
    low: { stock: ["low"] },
    ended: { status: ["ended"] },
    archived: { status: ["archived"] },
  },
} as const satisfies ListSpec;

/** The state of the list as its query and its export take it; its days are those of `timeZone`. */
export function couponFilter(state: ListState, timeZone: string): CouponFilter {
  const known = <T extends string>(allowed: readonly T[], values: readonly string[] = []) =>
    allowed.filter((value) => values.includes(value));
  const { filters } = state;
  const choices = (of: (key: string) => string[] | undefined) => ({
    status: known(couponStatuses, of("status")),
    type: known(benefitTypes, of("type")),
    method: known(distributionMethods, of("method")),
    store: of("store") ?? [],
    tag: of("tag") ?? [],
    creator: of("creator") ?? [],
  });
  return {
    q: state.q,
    ...choices((key) => filters[key]),
    without: choices((key) => filters[notKey(key)]),
    budget: known(budgetStandings, filters.budget),
    stock: known(["low"] as const, filters.stock),
    left: readNumbers(filters.left?.[0] ?? ""),
    created: wireSpan(filters.created?.[0], timeZone, new Date()),
    endsWithin: endingDays.find((days) => filters.ends?.includes(days)) ?? null,
    sort: couponSorts.find((sort) => sort === state.sortKey) ?? "created",
    descending: state.descending,
  };
}
