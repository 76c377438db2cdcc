export type SearchParams = Record<string, string | string[] | undefined>;

export type ListSpec = {
  /** Allowed values of each filter, or "text" where any short text may stand (an id, a date). */
  filters: Record<string, readonly string[] | "text">;
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
  size: PageSize;
  /** The view whose filters are exactly the present ones, if any. */
  view: string | null;
};

export type PageSize = (typeof pageSizes)[number];
export const pageSizes = [25, 50, 100] as const;

/** The state of a list as its address says it. What the spec does not know is left out, never passed on to a query. */
export function readListState(params: SearchParams, spec: ListSpec): ListState {
  const filters: Record<string, string[]> = {};
  for (const [key, allowed] of Object.entries(spec.filters)) {
    const values = readValues(params[key], allowed);
    if (values.length > 0) filters[key] = values;
  }
  const asked = first(params.sort) ?? spec.defaultSort;
  const sort = spec.sorts.includes(asked.replace(/^-/, "")) ? asked : spec.defaultSort;
  const q = (first(params.q) ?? "").trim().slice(0, 100);
  const size = pageSizes.find((option) => String(option) === first(params.size)) ?? 25;
  return {
    q,
    filters,
    sort,
    sortKey: sort.replace(/^-/, ""),
    descending: sort.startsWith("-"),
    defaultSort: spec.defaultSort,
    cursor: first(params.cursor)?.slice(0, 500) ?? null,
    size,
    view: q === "" ? matchingView(filters, spec.views ?? {}) : null,
  };
}

export type ListPatch = Partial<Pick<ListState, "q" | "filters" | "sort" | "cursor" | "size">>;

/** The address of the list with `patch` applied. Any change but the cursor goes back to the first page. */
export function listHref(basePath: string, state: ListState, patch: ListPatch = {}): string {
  const next = { ...state, cursor: null, ...patch };
  const query = new URLSearchParams();
  if (next.q) query.set("q", next.q);
  for (const [key, values] of Object.entries(next.filters)) {
    if (values.length > 0) query.set(key, values.join(","));
  }
  if (next.sort !== state.defaultSort) query.set("sort", next.sort);
  if (next.size !== 25) query.set("size", String(next.size));
  if (next.cursor) query.set("cursor", next.cursor);
  const text = query.toString();
  return text ? `${basePath}?${text}` : basePath;
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

function readValues(value: string | string[] | undefined, allowed: readonly string[] | "text"): string[] {
  const given = [value ?? []].flat().flatMap((entry) => entry.split(","));
  const known = given.filter((entry) =>
    allowed === "text" ? entry !== "" && entry.length <= 200 : allowed.includes(entry),
  );
  return [...new Set(known)];
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
