import { type ListSpec, type ListState, notKey } from "@/components/ui/list-state";
import { readNumbers } from "@/lib/kernel/list-filter";
import { wireSpan } from "@/lib/kernel/list-span";
import { currencyDecimals } from "@/lib/kernel/minor-units";
import type { MemberSort } from "@/lib/members/queries/list";
import type { MemberExport } from "@/lib/members/schema/each";
import type { MemberFilter } from "@/lib/members/schema/filter";

/** Within how many days somebody joined, and what they spent at least, as addresses said it before they could be typed. */
const JOINED_DAYS = ["7", "30", "90", "365"] as const;
const SPENT_STEPS = ["100", "500", "1000", "5000", "10000"] as const;
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
    joined: "days",
    spent: "numbers",
    lastOrder: lastOrders,
    status: ["blocked", "active"],
  },
  none: ["tag", "tier", "card", "group", "store", "coupon", "month"],
  sorts,
  defaultSort: "-joined",
} satisfies ListSpec;

/** What the list can be asked for: in an order of what was spent only by who sees the orders of all stores. */
export const memberListSpec = (inPart: boolean, currency: string): ListSpec => ({
  ...listSpec,
  sorts: inPart ? ["joined", "name"] : listSpec.sorts,
  before: {
    joined: Object.fromEntries(JOINED_DAYS.map((days) => [days, `${days}d`])),
    // A hundredfold where the currency has no smaller unit.
    spent: Object.fromEntries(
      SPENT_STEPS.map((step) => [step, `${Number(step) * (currencyDecimals(currency) === 0 ? 100 : 1)}..`]),
    ),
  },
});

const choices = (of: (key: string) => string[] | undefined) => ({
  ...{ tagIds: of("tag"), tierIds: of("tier"), planIds: of("card"), groupIds: of("group") },
  ...{ storeIds: of("store"), couponIds: of("coupon"), birthMonths: of("month")?.map(Number) },
});

/** What the filters of the list's address ask of members, by the merchant's currency and days. */
export function memberFilter(
  { q, filters }: Pick<ListState, "q" | "filters">,
  { currency, timeZone }: { readonly currency: string; readonly timeZone: string },
): MemberFilter {
  const { status, spent, joined } = filters;
  const state = status?.length === 1 ? status[0] : undefined;
  const sums = readNumbers(spent?.[0] ?? "");
  const minor = (sum: number | null | undefined) =>
    sum == null ? undefined : sum * 10 ** currencyDecimals(currency);
  const without = choices((key) => filters[notKey(key)]);
  return {
    ...choices((key) => filters[key]),
    ...(Object.values(without).some(Boolean) ? { without } : {}),
    q: q || undefined,
    joined: wireSpan(joined?.[0], timeZone, new Date()) ?? undefined,
    ...{ spentAtLeastMinor: minor(sums?.least), spentAtMostMinor: minor(sums?.most) },
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
