import type { ListSpec, ListState } from "@/components/ui/list-state";
import {
  benefitTypes,
  budgetStandings,
  type CouponFilter,
  couponSorts,
  couponStatuses,
  distributionMethods,
  endingDays,
} from "@/lib/coupons/schema";

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
  },
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

/** The state of the list as its query and its export take it. */
export function couponFilter(state: ListState): CouponFilter {
  const known = <T extends string>(allowed: readonly T[], values: readonly string[] = []) =>
    allowed.filter((value) => values.includes(value));
  const { status, type, method, store, budget, stock, ends, tag, creator } = state.filters;
  return {
    q: state.q,
    status: known(couponStatuses, status),
    type: known(benefitTypes, type),
    method: known(distributionMethods, method),
    store: store ?? [],
    budget: known(budgetStandings, budget),
    stock: known(["low"] as const, stock),
    endsWithin: endingDays.find((days) => ends?.includes(days)) ?? null,
    tag: tag ?? [],
    creator: creator ?? [],
    sort: couponSorts.find((sort) => sort === state.sortKey) ?? "created",
    descending: state.descending,
  };
}
