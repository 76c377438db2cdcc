import type { ListSpec, ListState } from "@/components/ui/list-state";
import type { MemberFilter } from "@/lib/members/schema";

/** Within how many days somebody joined, as the list offers it. */
export const JOINED_DAYS = ["7", "30", "90", "365"] as const;
const months = Array.from({ length: 12 }, (_, at) => String(at + 1));

export const memberListSpec = {
  filters: {
    ...{ tag: "text", tier: "text", card: "text", group: "text", store: "text", coupon: "text" },
    month: months,
    joined: JOINED_DAYS,
    status: ["blocked", "active"],
  },
  sorts: ["joined", "name"],
  defaultSort: "-joined",
} satisfies ListSpec;

/** What the filters of the list's address ask of members. */
export function memberFilter({ q, filters }: Pick<ListState, "q" | "filters">): MemberFilter {
  const { tag, tier, card, group, store, coupon, month, joined, status } = filters;
  const state = status?.length === 1 ? status[0] : undefined;
  return {
    ...{ tagIds: tag, tierIds: tier, planIds: card, groupIds: group, storeIds: store, couponIds: coupon },
    q: q || undefined,
    birthMonths: month?.map(Number),
    joinedDays: joined ? Math.max(...joined.map(Number)) : undefined,
    blocked: state === undefined ? undefined : state === "blocked",
  };
}

/** Which page of the list its address asks for, in which order. */
export function pageOf({ sortKey, descending, cursor, size }: ListState) {
  return { sort: sortKey === "name" ? ("name" as const) : ("joined" as const), descending, cursor, size };
}

/** Whether a column is chosen whose figures are read for it alone. */
export function showsSpent(list: {
  readonly state: Pick<ListState, "columns">;
  readonly columns: ListState["columns"];
}): boolean {
  const chosen = list.state.columns ?? list.columns ?? [];
  return chosen.includes("spent") || chosen.includes("lastOrder");
}
