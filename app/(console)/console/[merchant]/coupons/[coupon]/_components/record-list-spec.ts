import type { ListSpec, ListState } from "@/components/ui/list-state";
import { addDays, isLocalDate, isOrdinary, startOfDay } from "@/lib/kernel/time";
import { voucherSources, voucherStatuses } from "@/lib/vouchers/schema";

/** What the address of a coupon's records may say; `from` and `until` are days, both included. */
export const recordListSpec = {
  filters: { state: voucherStatuses, source: voucherSources, store: "text", from: "text", until: "text" },
  sorts: ["claimed"],
  defaultSort: "-claimed",
} as const satisfies ListSpec;

/** The state of the list as its query takes it, and the days it says as its range. */
export function recordFilter(state: ListState, couponId: string, timeZone: string) {
  const day = (key: string) => state.filters[key]?.find(isLocalDate) ?? null;
  const [from, until] = [day("from"), day("until")];
  const end = until ? startOfDay(addDays(until, 1), timeZone) : null;
  const filter = {
    ...{ couponId, q: state.q },
    from: from ? startOfDay(from, timeZone) : null,
    until: end && isOrdinary(end) ? end : null,
    state: voucherStatuses.filter((one) => state.filters.state?.includes(one)),
    source: voucherSources.filter((one) => state.filters.source?.includes(one)),
    store: state.filters.store ?? [],
  };
  return { range: { from, until }, filter };
}
