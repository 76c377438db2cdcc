import type { Column } from "./data-table";

/** The column that names the row: always there, always first. */
export function titleColumn(columns: readonly Column[]): Column | undefined {
  return columns.find((column) => column.card === "title") ?? columns[0];
}

/** The columns somebody may show, hide and put in order: all but the one that names the row. */
export function choosable(columns: readonly Column[]): Column[] {
  const title = titleColumn(columns);
  return columns.filter((column) => column !== title);
}

/**
 * The columns to show: the title first, then those chosen, in their order. Keys that the list does not know are passed
 * over; null = as the product has them, without those that are shown only when asked for.
 */
export function shownColumns(columns: readonly Column[], chosen: readonly string[] | null): Column[] {
  const title = titleColumn(columns);
  const rest = choosable(columns);
  const shown = chosen
    ? chosen.flatMap((key) => rest.find((column) => column.key === key) ?? [])
    : rest.filter((column) => !column.extra);
  return title ? [title, ...new Set(shown)] : [...new Set(shown)];
}

/** `keys` with the one at `from` moved by `step`; unchanged where it would leave the list. */
export function moved(keys: readonly string[], key: string, step: -1 | 1): string[] {
  const at = keys.indexOf(key);
  const to = at + step;
  if (at < 0 || to < 0 || to >= keys.length) return [...keys];
  const rest = keys.filter((one) => one !== key);
  return [...rest.slice(0, to), key, ...rest.slice(to)];
}
