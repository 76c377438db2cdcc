import type { ActionResult } from "@/components/ui/action-result";
import { isSame } from "@/components/ui/same-value";
import type { Page } from "@/lib/activities/schema/page";

/** How long after the last edit a draft is saved. */
export const PAUSE_MS = 800;
/** A save without an answer is tried again after so long, and after twice as long each further time. */
const RETRY_MS = 2000;
const LONGEST_MS = 60_000;

type Saved = { readonly version: number; readonly savedAt: string };
type NotSaved = Exclude<ActionResult<Saved>, { ok: true }>;

export type SaveState =
  /** `offline`: no answer yet, and it is tried again by itself. */
  | { readonly kind: "saved" | "dirty" | "saving" | "offline" }
  | { readonly kind: "failed"; readonly answer: NotSaved }
  /** Somebody else saved meanwhile: theirs is at `version`. */
  | { readonly kind: "conflict"; readonly version: number };

/** The version another saved meanwhile, where that is why something was not done; else null. */
export function changedTo(answer: ActionResult<unknown> | null): number | null {
  if (answer?.ok !== false || answer.kind !== "refused" || answer.refusal.code !== "page_changed")
    return null;
  return Number(answer.refusal.params?.version ?? 0);
}

export type SaverNow = {
  readonly state: SaveState;
  readonly version: number;
  readonly savedAt: Date | null;
};

/** What the saver does outside of itself. */
export type SaverParts = {
  readonly send: (input: {
    requestId: string;
    version: number;
    page: Page;
  }) => Promise<ActionResult<Saved> | null>;
  /** Keeps on this device what could not be saved; null = nothing of it is needed any more. */
  readonly keep: (kept: { version: number; page: Page } | null) => void;
  /** Does `work` after `ms`; what it gives stops that. */
  readonly later: (work: () => void, ms: number) => () => void;
  readonly newId: () => string;
  readonly tell: (now: SaverNow) => void;
};

/**
 * Saves a draft a moment after each edit, one save at a time and always the newest page. A save that got no answer is sent
 * again under its request id until there is one; whatever was not saved, for whatever reason, is kept on this device until
 * it is. Nobody is overwritten: after a conflict it waits for `goOnFrom`.
 */
export function makeSaver(
  first: { readonly page: Page; readonly version: number; readonly savedAt: Date | null },
  parts: SaverParts,
) {
  let { page, version, savedAt } = first;
  /** The page as the server has it; null = otherwise than here. */
  let saved: Page | null = page;
  let state: SaveState = { kind: "saved" };
  let busy: Promise<boolean> | null = null;
  let asked: { page: Page; version: number; requestId: string } | null = null;
  let tries = 0;
  let stop = () => {};

  const now = (): SaverNow => ({ state, version, savedAt });
  const set = (next: SaveState) => {
    state = next;
    parts.tell(now());
  };
  const wait = (ms: number) => {
    stop();
    stop = parts.later(() => void saveNow(), ms);
  };

  const send = async (): Promise<boolean> => {
    const sent = page;
    const from = version;
    stop();
    if (asked?.page !== sent || asked.version !== from)
      asked = { page: sent, version: from, requestId: parts.newId() };
    set({ kind: "saving" });
    const answer = await parts.send(asked).catch(() => null);
    if (answer?.ok) {
      ({ version } = answer.value);
      savedAt = new Date(answer.value.savedAt);
      [saved, asked, tries] = [sent, null, 0];
      parts.keep(null);
      set({ kind: page === sent ? "saved" : "dirty" });
      return true;
    }
    parts.keep({ version: from, page });
    if (!answer || answer.kind === "busy") {
      set({ kind: "offline" });
      wait(Math.min(LONGEST_MS, RETRY_MS * 2 ** tries));
      tries += 1;
      return false;
    }
    asked = null;
    const theirs = changedTo(answer);
    set(theirs === null ? { kind: "failed", answer } : { kind: "conflict", version: theirs });
    return false;
  };

  /** Saves what is not saved yet; true = all of it is, now. */
  const saveNow = async (): Promise<boolean> => {
    while (busy || page !== saved) {
      busy ??= send().finally(() => {
        busy = null;
      });
      if (!(await busy)) return false;
    }
    return true;
  };

  return {
    now,
    saveNow,
    /** The page was edited. */
    edit(next: Page) {
      if (next === page) return;
      page = next;
      if (state.kind === "conflict" || state.kind === "saving") return;
      if (page !== saved) {
        set({ kind: "dirty" });
        return wait(PAUSE_MS);
      }
      // What was edited was undone again before it was saved.
      stop();
      parts.keep(null);
      if (state.kind !== "saved") set({ kind: "saved" });
    },
    /** Another's version is the newest: what differs has to be looked at before anything is saved. */
    meet(number: number) {
      stop();
      if (page !== saved) parts.keep({ version, page });
      set({ kind: "conflict", version: number });
    },
    /** Another's version `number` turned out to be `theirs`; true = it says what is here anyway, and is gone on from. */
    isMet(number: number, theirs: Page): boolean {
      if (!isSame(theirs, page)) return false;
      [version, saved, tries] = [number, page, 0];
      parts.keep(null);
      set({ kind: "saved" });
      return true;
    },
    /** Goes on from another's version: `theirs` = the page as that version has it, null = ours is to follow it. */
    goOnFrom(number: number, theirs: Page | null, when?: string) {
      [version, saved, tries] = [number, theirs, 0];
      if (when) savedAt = new Date(when);
      if (theirs) {
        parts.keep(null);
        return set({ kind: "saved" });
      }
      set({ kind: "dirty" });
      wait(PAUSE_MS);
    },
    /** Does nothing by itself any more. */
    rest: () => stop(),
  };
}
export type Saver = ReturnType<typeof makeSaver>;
