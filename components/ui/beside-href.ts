import { type ListState, listHref } from "./list-state";

/** The address of the very page of a list that somebody is on: where closing what was opened beside it leads. */
export function hereHref(basePath: string, state: ListState): string {
  return listHref(basePath, state, { cursor: state.cursor, page: state.page });
}

/** The address of that page with one row opened beside it, named by `param`. */
export function besideHref(basePath: string, state: ListState, param: string, id: string): string {
  const here = hereHref(basePath, state);
  return `${here}${here.includes("?") ? "&" : "?"}${param}=${id}`;
}
