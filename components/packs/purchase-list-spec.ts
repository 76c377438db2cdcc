import type { ListSpec, ListState } from "@/components/ui/list-state";
import { addDays, isLocalDate, isOrdinary, startOfDay } from "@/lib/kernel/time";
import { purchaseChannels, purchaseStatuses } from "@/lib/packs/schema";

/** What the address of a list of purchases may say; `from` and `until` are days of the merchant's zone, both included. */
export const purchaseListSpec = {
  filters: {
    status: purchaseStatuses,
    channel: purchaseChannels,
    asked: ["yes"],
    waiting: ["yes"],
    from: "text",
    until: "text",
  },
  sorts: ["placed"],
  defaultSort: "-placed",
} as const satisfies ListSpec;

/** The state of the list as its query takes it, and the days as the range shows them. */
export function purchaseFilter({ q, filters }: ListState, timeZone: string) {
  const day = (key: string) => filters[key]?.find(isLocalDate) ?? null;
  const range = { from: day("from"), until: day("until") };
  const end = range.until ? startOfDay(addDays(range.until, 1), timeZone) : null;
  const known = <T extends string>(all: readonly T[], key: string) =>
    all.filter((one) => filters[key]?.includes(one));
  return {
    range,
    filter: {
      q,
      status: known(purchaseStatuses, "status"),
      channel: known(purchaseChannels, "channel"),
      asked: filters.asked?.includes("yes") ?? false,
      waiting: filters.waiting?.includes("yes") ?? false,
      from: range.from ? startOfDay(range.from, timeZone) : null,
      until: end && isOrdinary(end) ? end : null,
    },
  };
}
