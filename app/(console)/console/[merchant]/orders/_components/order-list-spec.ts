import { type ListSpec, type ListState, notKey } from "@/components/ui/list-state";
import { addDays, isLocalDate, isOrdinary, startOfDay } from "@/lib/kernel/time";
import { channels, handovers, orderStatuses } from "@/lib/orders/schema";

/** What the address of the order list may say; `from` and `until` are days of the merchant's zone, both included. */
export const orderListSpec = {
  filters: {
    status: orderStatuses,
    channel: channels,
    handover: handovers,
    asked: ["open"],
    store: "text",
    from: "text",
    until: "text",
  },
  none: ["status", "channel", "store"],
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
  const choices = (name: (key: string) => string) => ({
    status: orderStatuses.filter((one) => has(name("status"), one)),
    channel: channels.filter((one) => has(name("channel"), one)),
    store: filters[name("store")] ?? [],
  });
  const { status, channel, store } = choices((key) => key);
  const without = choices(notKey);
  const asked = has("asked", "open");
  const handover = handovers.filter((one) => has("handover", one));
  return {
    range,
    query: { q, status, channel, handover, asked, storeIds: store, without, from, until },
    filter: {
      ...{ q, status, channel, asked, store, without },
      ...(handover.length > 0 ? { handover } : {}),
      ...{ from: from?.toISOString() ?? null, until: until?.toISOString() ?? null },
    },
  };
}
