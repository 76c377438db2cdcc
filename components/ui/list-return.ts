/** Where somebody was in a list when they left it for one of its rows: kept for this tab. */
type Place = { readonly top: number; readonly row: string | null };

let traversedAt = Number.NEGATIVE_INFINITY;

/** Notes that the page now coming is one that was left before: the browser went back or forward, or a back link was used. */
export function noteReturn(): void {
  traversedAt = performance.now();
}

function isReturn(): boolean {
  if (performance.now() - traversedAt < 10_000) return true;
  const [entry] = performance.getEntriesByType("navigation");
  const fresh = performance.now() < 10_000;
  return fresh && entry instanceof PerformanceNavigationTiming && entry.type === "back_forward";
}

const keyOf = (address: string) => `scrip:place:${address}`;
const lastKey = (path: string) => `scrip:list:${path}`;
const here = () => location.pathname + location.search;

function keep(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing shows the list from its beginning.
  }
}

/** Remembers the address of the list, for the back links of its rows' pages. */
export function rememberList(): void {
  keep(lastKey(location.pathname), location.search);
}

/** The address of the list at `path` as it was last seen in this tab. */
export function lastSeenList(path: string): string {
  try {
    return path + (sessionStorage.getItem(lastKey(path)) ?? "");
  } catch {
    return path;
  }
}

/** Remembers how far the list was scrolled and which row was followed. */
export function rememberPlace(top: number, row: string | null): void {
  keep(keyOf(here()), JSON.stringify({ top, row }));
}

/** Where somebody was in this list, when they are coming back to it; null when they come anew. */
export function placeToReturnTo(): Place | null {
  if (!isReturn()) return null;
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(here())) ?? "null");
    if (typeof kept !== "object" || kept === null || !("top" in kept) || !("row" in kept)) return null;
    const { top, row } = kept;
    if (typeof top !== "number") return null;
    traversedAt = Number.NEGATIVE_INFINITY;
    return { top, row: typeof row === "string" ? row : null };
  } catch {
    return null;
  }
}

const rowsKey = (path: string) => `scrip:rows:${path}`;

/** Remembers how many rows the list at this path had, for the bones that stand there while it is on its way. */
export function rememberRows(rows: number): void {
  keep(rowsKey(location.pathname), String(rows));
}

/** How many rows the list of this page had when it was last seen in this tab; null = it was not. */
export function lastSeenRows(path: string): number | null {
  try {
    const kept = Number(sessionStorage.getItem(rowsKey(path)));
    return Number.isInteger(kept) && kept > 0 ? Math.min(kept, 100) : null;
  } catch {
    return null;
  }
}

const trailKey = (list: string) => `scrip:trail:${list}`;

/** Remembers which cursor a page of a list has, and gives the cursors of the pages before it as far as they are known. */
export function rememberTrail(list: string, page: number, cursor: string | null): (string | null)[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(trailKey(list)) ?? "[]");
    const trail: (string | null)[] = Array.isArray(kept) ? kept.slice(0, page - 1) : [];
    trail[0] = null;
    trail[page - 1] = cursor;
    keep(trailKey(list), JSON.stringify(trail));
    return trail;
  } catch {
    return [];
  }
}
