import { editPage, type PageEdit } from "@/lib/activities/rules/page-edits";
import type { Page } from "@/lib/activities/schema/page";

/** Most steps that can be undone. */
const STEPS = 200;
/** Edits of the same thing within so many milliseconds are one step: a word is undone, not a letter. */
const SAME_STEP_MS = 1000;

/** A page with what can be undone and done again; the newest of both lists comes last. */
export type PageHistory = {
  readonly page: Page;
  readonly past: readonly Page[];
  readonly future: readonly Page[];
  /** What the last edit was about, and when. */
  readonly last: { readonly about: string; readonly at: number } | null;
};

/** The history of a page that nobody has edited yet. */
export function beginHistory(page: Page): PageHistory {
  return { page, past: [], future: [], last: null };
}

/** What an edit is about, so that typing in one field is one step; null = a step of its own. */
function aboutOf(edit: PageEdit): string | null {
  if (edit.do === "props") return `props:${edit.id}:${Object.keys(edit.props).join()}`;
  return edit.do === "theme" ? `theme:${Object.keys(edit.theme).join()}` : null;
}

/**
 * Does an edit, which can then be undone; nothing that was undone can be done again after it. An edit that changes
 * nothing is no step. `at`: milliseconds, by any clock that only goes forward.
 */
export function doEdit(history: PageHistory, edit: PageEdit, at: number): PageHistory {
  const page = editPage(history.page, edit);
  if (page === history.page) return history;
  const about = aboutOf(edit);
  const { last } = history;
  const joins =
    about !== null && last?.about === about && at - last.at < SAME_STEP_MS && history.past.length > 0;
  const past = joins ? history.past : [...history.past, history.page].slice(-STEPS);
  return { page, past, future: [], last: about === null ? null : { about, at } };
}

/** Takes the last step back: the page is exactly what it was before it. Nothing to undo changes nothing. */
export function undo(history: PageHistory): PageHistory {
  const page = history.past.at(-1);
  if (!page) return history;
  return { page, past: history.past.slice(0, -1), future: [...history.future, history.page], last: null };
}

/** Does the step again that was undone last. Nothing to redo changes nothing. */
export function redo(history: PageHistory): PageHistory {
  const page = history.future.at(-1);
  if (!page) return history;
  return { page, past: [...history.past, history.page], future: history.future.slice(0, -1), last: null };
}
