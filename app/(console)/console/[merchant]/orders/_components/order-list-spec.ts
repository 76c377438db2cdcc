import type { ListSpec, ListState } from "@/components/ui/list-state";
import { addDays, isLocalDate, isOrdinary, startOfDay } from "@/lib/kernel/time";
import { channels, orderStatuses } from "@/lib/orders/schema";

/** What the address of the order list may say; `from` and `until` are days of the merchant's zone, both included. */
export const orderListSpec = {
  filters: {
    status: orderStatuses,
    channel: channels,
    asked: ["open"],
    store: "text",
    from: "text",
    until: "text",
  },
  sorts: ["placed"],
  defaultSort: "-placed",
  views: {
    all: {},
    placed: { status: ["placed"] },
    paid: { status: ["paid"] },
    completed: { status: ["completed"] },
    refunded: { status: ["partly_refunded", "refunded"] },
    asked: { asked: ["open"] },
  },
} as const satisfies ListSpec;

/** The state of the list as its query and its export take it, and the days as the range shows them. */
export function orderFilter({ q, filters }: ListState, timeZone: string) {
  const day = (key: string) => filters[key]?.find(isLocalDate) ?? null;
  const range = { from: day("from"), until: day("until") };
  const end = range.until ? startOfDay(addDays(range.until, 1), timeZone) : null;
  const from = range.from ? startOfDay(range.from, timeZone) : null;
  const until = end && isOrdinary(end) ? end : null;
  const has = (key: string, value: string) => filters[key]?.includes(value) ?? false;
  const status = orderStatuses.filter((one) => has("status", one));
  const channel = channels.filter((one) => has("channel", one));
  const store = filters.store ?? [];
  const asked = has("asked", "open");
  return {
    range,
    query: { q, status, channel, asked, storeIds: store, from, until },
    filter: {
      ...{ q, status, channel, asked, store },
      ...{ from: from?.toISOString() ?? null, until: until?.toISOString() ?? null },
    },
  };
}
