import type { ListSpec, ListState } from "@/components/ui/list-state";
import { currencyDecimals } from "@/lib/kernel/minor-units";
import type { MemberSort } from "@/lib/members/queries/list";
import type { MemberFilter } from "@/lib/members/schema";
import type { MemberExport } from "@/lib/members/schema/each";

/** Within how many days somebody joined, as the list offers it. */
export const JOINED_DAYS = ["7", "30", "90", "365"] as const;
/** What somebody spent at least, in the merchant's currency as people write it; a hundredfold where it has no smaller unit. */
export const SPENT_STEPS = ["100", "500", "1000", "5000", "10000"] as const;
/** Within how many days somebody ordered, or longer ago than how many, as the list offers it. */
export const ORDERED_DAYS = ["7", "30", "90", "365"] as const;
export const NOT_ORDERED_DAYS = ["30", "60", "90", "180", "365"] as const;
const months = Array.from({ length: 12 }, (_, at) => String(at + 1));

const lastOrders = [...ORDERED_DAYS, ...NOT_ORDERED_DAYS.map((days) => `over${days}`), "ever", "never"];

const sorts = ["joined", "name", "spent", "lastOrder"] as const satisfies readonly MemberSort[];

const listSpec = {
  filters: {
    ...{ tag: "text", tier: "text", card: "text", group: "text", store: "text", coupon: "text" },
    month: months,
    joined: JOINED_DAYS,
    spent: SPENT_STEPS,
    lastOrder: lastOrders,
    status: ["blocked", "active"],
  },
  sorts,
  defaultSort: "-joined",
} satisfies ListSpec;

/** What the list can be asked for: in an order of what was spent only by who sees the orders of all stores. */
export const memberListSpec = (inPart: boolean): ListSpec => ({
  ...listSpec,
  sorts: inPart ? ["joined", "name"] : listSpec.sorts,
});

/** A step of what was spent in minor units of the currency. */
export const stepMinor = (step: string, currency: string): number =>
  Number(step) * 10 ** (currencyDecimals(currency) || 2);

/** What the filters of the list's address ask of members. */
export function memberFilter(
  { q, filters }: Pick<ListState, "q" | "filters">,
  currency: string,
): MemberFilter {
  const { tag, tier, card, group, store, coupon, month, joined, status, spent } = filters;
  const state = status?.length === 1 ? status[0] : undefined;
  return {
    ...{ tagIds: tag, tierIds: tier, planIds: card, groupIds: group, storeIds: store, couponIds: coupon },
    q: q || undefined,
    birthMonths: month?.map(Number),
    joinedDays: joined ? Math.max(...joined.map(Number)) : undefined,
    spentAtLeastMinor: spent?.[0] ? stepMinor(spent[0], currency) : undefined,
    ...orderedFilter(filters.lastOrder?.[0]),
    blocked: state === undefined ? undefined : state === "blocked",
  };
}

/** The same for a file, which has the list's order, too. */
export const memberExport = (
  filter: MemberFilter,
  { sortKey, descending }: Pick<ListState, "sortKey" | "descending">,
): MemberExport => ({ ...filter, sort: sorts.find((sort) => sort === sortKey) ?? "joined", descending });

function orderedFilter(
  asked: string | undefined,
): Pick<MemberFilter, "hasOrdered" | "orderedDays" | "notOrderedDays"> {
  if (!asked) return {};
  if (asked === "ever" || asked === "never") return { hasOrdered: asked === "ever" };
  if (asked.startsWith("over")) return { notOrderedDays: Number(asked.slice(4)) };
  return { orderedDays: Number(asked) };
}

/** Which page of the list its address asks for, in which order. */
export function pageOf({ sortKey, descending, cursor, size }: ListState) {
  return { sort: sorts.find((sort) => sort === sortKey), descending, cursor, size };
}

/** Whether a column is chosen whose figures are read for it alone. */
export function showsSpent(list: {
  readonly state: Pick<ListState, "columns">;
  readonly columns: ListState["columns"];
}): boolean {
  const chosen = list.state.columns ?? list.columns ?? [];
  return chosen.includes("spent") || chosen.includes("lastOrder");
}
