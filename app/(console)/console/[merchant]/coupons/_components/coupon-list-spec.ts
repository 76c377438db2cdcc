import type { ListSpec, ListState } from "@/components/ui/list-state";
import type { CouponListQuery } from "@/lib/coupons/queries/coupons";
import { benefitTypes, couponSorts, couponStatuses, distributionMethods } from "@/lib/coupons/schema";

/** What the address of the coupon list may say. Views are statuses; archived coupons are shown only where asked for. */
export const couponListSpec = {
  filters: { status: couponStatuses, type: benefitTypes, method: distributionMethods, store: "text" },
  sorts: couponSorts,
  defaultSort: "-created",
  views: {
    all: {},
    active: { status: ["active"] },
    scheduled: { status: ["scheduled"] },
    ended: { status: ["ended"] },
    archived: { status: ["archived"] },
  },
} as const satisfies ListSpec;

/** The state of the list as its query takes it. */
export function couponQuery(state: ListState): CouponListQuery {
  const known = <T extends string>(allowed: readonly T[], values: readonly string[] = []) =>
    allowed.filter((value) => values.includes(value));
  const { status, type, method, store } = state.filters;
  return {
    q: state.q,
    status: known(couponStatuses, status),
    type: known(benefitTypes, type),
    method: known(distributionMethods, method),
    store: store ?? [],
    sort: couponSorts.find((sort) => sort === state.sortKey) ?? "created",
    descending: state.descending,
    cursor: state.cursor,
    limit: state.size,
  };
}
