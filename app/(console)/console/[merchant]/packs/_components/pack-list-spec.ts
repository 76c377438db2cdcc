import { type ListSpec, type ListState, notKey } from "@/components/ui/list-state";
import { priceBandKeys, priceBands } from "@/lib/packs/rules/bands";
import { type PackFilter, packChannels, packSorts, packStatuses, packTypes } from "@/lib/packs/schema";

/** What the address of the pack list may say. Views are statuses; archived packs are shown only where asked for. */
export const packListSpec = {
  filters: {
    type: packTypes,
    status: packStatuses,
    channel: packChannels,
    store: "text",
    price: priceBandKeys,
  },
  none: ["type", "status", "channel", "store"],
  sorts: packSorts,
  defaultSort: "-created",
  views: {
    all: {},
    active: { status: ["active"] },
    scheduled: { status: ["scheduled"] },
    ended: { status: ["ended"] },
    archived: { status: ["archived"] },
  },
} as const satisfies ListSpec;

/** The state of the list as its query takes it; prices are those of `currency`. */
export function packFilter(state: ListState, currency: string): PackFilter {
  const known = <T extends string>(allowed: readonly T[], values: readonly string[] = []) =>
    allowed.filter((value) => values.includes(value));
  const { filters } = state;
  const choices = (of: (key: string) => string[] | undefined) => ({
    type: known(packTypes, of("type")),
    status: known(packStatuses, of("status")),
    channel: known(packChannels, of("channel")),
    store: (of("store") ?? []).filter((id) => id.startsWith("str_")),
  });
  const band = priceBands(currency).find(({ key }) => filters.price?.includes(key));
  return {
    q: state.q,
    ...choices((key) => filters[key]),
    without: choices((key) => filters[notKey(key)]),
    priceFrom: band?.from ?? null,
    priceUntil: band?.until ?? null,
    sort: packSorts.find((sort) => sort === state.sortKey) ?? "created",
    descending: state.descending,
  };
}
