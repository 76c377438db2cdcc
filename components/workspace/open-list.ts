import {
  type ListSpec,
  type ListState,
  readListState,
  readView,
  type SearchParams,
  sameView,
  saysNothing,
  viewHref,
  viewStateOf,
} from "@/components/ui/list-state";
import type { Scope } from "@/lib/platform/auth/scope";
import { goTo } from "@/lib/platform/go-to";
import { type ListHabits, listHabits } from "@/lib/workspace/queries";
import type { ListName } from "@/lib/workspace/schema";

/** A list as its address and its reader's habits have it. */
export type OpenList = ListHabits & {
  readonly name: ListName;
  readonly basePath: string;
  readonly state: ListState;
};

type Shape = { readonly spec: ListSpec; readonly basePath: string };

/**
 * Reads a list's address. One that only names a view, or says nothing where the reader opens the list with a view, is led
 * on to the whole address of that view: so what is shown is always in the address.
 */
export async function openList(
  scope: Scope,
  name: ListName,
  { spec, basePath }: Shape,
  searchParams: Promise<SearchParams>,
): Promise<OpenList> {
  const kept = await listHabits(scope, name);
  // A view of before asks for what the list knows of it now, as an address of before does.
  const views = kept.views.map((view) => ({ ...view, state: readView(view.state, spec) }));
  const habits = { ...kept, views };
  const state = readListState(await searchParams, spec);
  const named = habits.views.find((view) => view.id === state.savedView);
  if (state.savedView !== null && state.savedView !== "all" && !named) state.savedView = null;
  if (saysNothing(state)) {
    const opening = habits.views.find((view) => view.id === habits.defaultView);
    const wanted = named ?? (state.savedView === null ? opening : undefined);
    const there = wanted === named && wanted && sameView(viewStateOf(state), wanted.state);
    if (wanted && !there) goTo(viewHref(basePath, state, wanted));
  }
  if (state.savedView === null && habits.defaultView) state.savedView = "all";
  return { ...habits, name, basePath, state };
}

/** The columns of a list that its reader or its view chose, in their order; null = as the product has them. */
export const columnsOf = ({ state, columns }: OpenList): readonly string[] | null => state.columns ?? columns;
