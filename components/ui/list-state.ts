import { readDays, readNumbers, writeDays } from "@/lib/kernel/list-filter";

export type SearchParams = Record<string, string | string[] | undefined>;

export type ListSpec = {
  /**
   * Allowed values of each filter; "text" where any short text may stand (an id, a date); "numbers" or "days" where one
   * range of them may (kernel/list-filter.ts).
   */
  filters: Record<string, readonly string[] | "text" | "numbers" | "days">;
  /** The filters that can be asked for all but some values, too: under their name with `-not` behind it. */
  none?: readonly string[];
  /** What an address of before says for ranges of now, by filter. */
  before?: Record<string, Readonly<Record<string, string>>>;
  sorts: readonly string[];
  /** A key of `sorts`, with "-" in front for descending. */
  defaultSort: string;
  views?: Record<string, Record<string, readonly string[]>>;
};

export type ListState = {
  q: string;
  filters: Record<string, string[]>;
  sort: string;
  sortKey: string;
  descending: boolean;
  defaultSort: string;
  cursor: string | null;
  /** The filters that can be asked for all but some values. */
  none: readonly string[];
  /** Which page this is, counted from 1 by the links that lead on; for people to read. */
  page: number;
  size: PageSize;
  /** The view whose filters are exactly the present ones, if any. */
  view: string | null;
  /** The saved view that the address names, or "all": the whole list, though it opens with another view. */
  savedView: string | null;
  /** The columns that the address asks for, in their order; null = the reader's own. */
  columns: string[] | null;
};

/** All that a saved view keeps of a list's address. */
export type ViewState = Pick<ListState, "q" | "filters" | "sort" | "columns">;

export type PageSize = (typeof pageSizes)[number];
export const pageSizes = [25, 50, 100] as const;

/** The state of a list as its address says it. What the spec does not know is left out, never passed on to a query. */
export function readListState(params: SearchParams, spec: ListSpec): ListState {
  const filters = readFilters(params, spec);
  const sort = readSort(first(params.sort), spec);
  const q = (first(params.q) ?? "").trim().slice(0, 100);
  const size = pageSizes.find((option) => String(option) === first(params.size)) ?? 25;
  const cursor = first(params.cursor)?.slice(0, 500) ?? null;
  return {
    q,
    filters,
    sort,
    sortKey: sort.replace(/^-/, ""),
    descending: sort.startsWith("-"),
    defaultSort: spec.defaultSort,
    cursor,
    none: spec.none ?? [],
    page: cursor === null ? 1 : readPage(first(params.page)),
    size,
    view: q === "" ? matchingView(filters, spec.views ?? {}) : null,
    savedView: /^(all|viw_[a-z0-9]{1,36})$/.exec(first(params.view) ?? "")?.[0] ?? null,
    columns: readColumns(first(params.cols)),
  };
}

/** A kept view as an address would ask for it now: the list may be offered otherwise than where, or when, the view was kept. */
export function readView(view: ViewState, spec: ListSpec): ViewState {
  return { ...view, filters: readFilters(view.filters, spec), sort: readSort(view.sort, spec) };
}

/** What a list is narrowed to; what the spec does not know asks nothing. */
export function readFilters(params: SearchParams, spec: ListSpec): Record<string, string[]> {
  const filters: Record<string, string[]> = {};
  for (const [key, allowed] of Object.entries(spec.filters)) {
    for (const name of spec.none?.includes(key) ? [key, notKey(key)] : [key]) {
      const values = readValues(params[name], allowed, spec.before?.[key]);
      if (values.length > 0) filters[name] = values;
    }
  }
  return filters;
}

/** What a filter is called in the address where it leaves values out. */
export const notKey = (key: string) => `${key}-not`;

export type ListPatch = Partial<
  Pick<ListState, "q" | "filters" | "sort" | "cursor" | "page" | "size" | "savedView" | "columns">
>;

/** The address of the list with `patch` applied. Any change but the cursor goes back to the first page. */
export function listHref(basePath: string, state: ListState, patch: ListPatch = {}): string {
  const next = { ...state, cursor: null, page: 1, ...patch };
  const query = new URLSearchParams();
  if (next.q) query.set("q", next.q);
  for (const [key, values] of Object.entries(next.filters)) {
    if (values.length > 0) query.set(key, values.join(","));
  }
  if (next.sort !== state.defaultSort) query.set("sort", next.sort);
  if (next.size !== 25) query.set("size", String(next.size));
  if (next.savedView) query.set("view", next.savedView);
  if (next.columns) query.set("cols", next.columns.join(","));
  if (next.cursor) query.set("cursor", next.cursor);
  if (next.cursor && next.page > 1) query.set("page", String(next.page));
  const text = query.toString();
  return text ? `${basePath}?${text}` : basePath;
}

/** What of the list a view of it would keep. */
export function viewStateOf({ q, filters, sort, columns }: ListState): ViewState {
  return { q, filters, sort, columns };
}

/** Whether two views show the same. */
export function sameView(a: ViewState, b: ViewState): boolean {
  return (
    a.q === b.q &&
    a.sort === b.sort &&
    a.columns?.join() === b.columns?.join() &&
    canonical(a.filters) === canonical(b.filters)
  );
}

/** The whole address of a saved view, so that it shows the same to somebody who does not have the view. */
export function viewHref(basePath: string, state: ListState, view: { id: string; state: ViewState }): string {
  return listHref(basePath, state, { ...view.state, savedView: view.id });
}

/** Whether the address says nothing of what is shown: a list as the navigation leads to it. */
export function saysNothing(state: ListState): boolean {
  const { q, filters, sort, defaultSort, columns, cursor } = state;
  const plain: ViewState = { q: "", filters: {}, sort: defaultSort, columns: null };
  return cursor === null && sameView({ q, filters, sort, columns }, plain);
}

/** Whether a search or a filter hides some of the list. */
export function isNarrowed(state: ListState): boolean {
  return state.q !== "" || Object.keys(state.filters).length > 0;
}

/** The filters with one value of one filter put in or taken out. */
export function toggleFilter(
  filters: Record<string, string[]>,
  key: string,
  value: string,
  multiple: boolean,
): Record<string, string[]> {
  const present = filters[key] ?? [];
  const without = present.filter((entry) => entry !== value);
  const values = present.includes(value) ? without : multiple ? [...without, value] : [value];
  const { [key]: _, ...rest } = filters;
  return values.length > 0 ? { ...rest, [key]: values } : rest;
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function readSort(asked: string | undefined, spec: ListSpec): string {
  return asked !== undefined && spec.sorts.includes(asked.replace(/^-/, "")) ? asked : spec.defaultSort;
}

function readPage(value: string | undefined): number {
  return /^[1-9]\d{0,5}$/.test(value ?? "") ? Number(value) : 2;
}

function readColumns(value: string | undefined): string[] | null {
  const keys = (value ?? "").split(",").filter((key) => /^[a-zA-Z][\w.-]{0,39}$/.test(key));
  return keys.length > 0 ? [...new Set(keys)].slice(0, 40) : null;
}

function readValues(
  value: string | string[] | undefined,
  allowed: ListSpec["filters"][string],
  before: Readonly<Record<string, string>> = {},
): string[] {
  const given = [value ?? []].flat().flatMap((entry) => entry.split(","));
  if (allowed === "numbers" || allowed === "days") {
    const isRange = (entry: string) => (allowed === "days" ? readDays(entry) : readNumbers(entry)) !== null;
    const ranges = given
      .map((entry) => (Object.hasOwn(before, entry) ? before[entry] : undefined) ?? entry)
      .filter(isRange);
    return ranges.length > 1 && allowed === "days" ? longestOf(ranges) : ranges.slice(0, 1);
  }
  const known = given.filter((entry) =>
    allowed === "text" ? entry !== "" && entry.length <= 200 : allowed.includes(entry),
  );
  return [...new Set(known)];
}

/** Addresses of before named several counts of days, and meant any of them: the longest holds the others. */
function longestOf(ranges: readonly string[]): string[] {
  const lasts = ranges.map(readDays).flatMap((days) => (days && "last" in days ? [days.last] : []));
  return lasts.length === ranges.length ? [writeDays({ last: Math.max(...lasts) })] : ranges.slice(0, 1);
}

function matchingView(
  filters: Record<string, string[]>,
  views: Record<string, Record<string, readonly string[]>>,
): string | null {
  const found = Object.entries(views).find(([, wanted]) => canonical(wanted) === canonical(filters));
  return found?.[0] ?? null;
}

function canonical(filters: Record<string, readonly string[]>): string {
  return JSON.stringify(
    Object.keys(filters)
      .sort()
      .map((key) => [key, [...(filters[key] ?? [])].sort()]),
  );
}
