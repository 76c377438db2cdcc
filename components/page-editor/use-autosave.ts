"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { newRequestId } from "@/components/ui/request-id";
import { savePage } from "@/lib/activities/actions/pages";
import type { Page } from "@/lib/activities/schema/page";

/** How long after the last edit a draft is saved. */
const PAUSE_MS = 1000;

export type SaveState =
  | { readonly kind: "saved" | "dirty" | "saving" | "offline" | "failed" }
  /** Somebody else saved meanwhile: theirs is at `version`. */
  | { readonly kind: "conflict"; readonly version: number };

type Draft = { readonly activityId: string; readonly version: number; readonly savedAt: Date | null };

const keyOf = (activityId: string) => `scrip:page:${activityId}`;

/** A page that could not be sent is kept on this device; null = none, or it cannot be read here. */
export function keptPage(activityId: string): { version: number; page: unknown } | null {
  try {
    const text = localStorage.getItem(keyOf(activityId));
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

function keep(activityId: string, kept: { version: number; page: Page } | null): void {
  try {
    if (kept) localStorage.setItem(keyOf(activityId), JSON.stringify(kept));
    else localStorage.removeItem(keyOf(activityId));
  } catch {
    // Nowhere to keep it: the leave guard still asks.
  }
}

/** What was kept on this device is not needed any more. */
export const forgetKept = (activityId: string) => keep(activityId, null);

/**
 * Saves the draft a moment after each edit, one save at a time and always the newest page; a save that got no answer is
 * sent again under its request id. Nobody is overwritten: after a conflict it waits for `takeOver`.
 */
export function useAutosave(place: ActionPlace, draft: Draft, page: Page) {
  const [state, setState] = useState<SaveState>({ kind: "saved" });
  const [version, setVersion] = useState(draft.version);
  const [savedAt, setSavedAt] = useState(draft.savedAt);
  const at = useRef({ version: draft.version, saved: page, page, busy: null as Promise<boolean> | null });
  const lost = useRef<{ page: Page; version: number; requestId: string }>(undefined);
  at.current.page = page;
  const { activityId } = draft;

  const send = useCallback(async (): Promise<boolean> => {
    const { page: sent, version: from } = at.current;
    if (lost.current?.page !== sent || lost.current.version !== from)
      lost.current = { page: sent, version: from, requestId: newRequestId() };
    setState({ kind: "saving" });
    const input = { requestId: lost.current.requestId, activityId, version: from, page: sent };
    const result = await savePage({ ...place, input }).catch(() => null);
    if (!result || (!result.ok && result.kind === "busy")) {
      keep(activityId, { version: from, page: sent });
      setState({ kind: "offline" });
      return false;
    }
    lost.current = undefined;
    if (!result.ok) {
      const refusal = result.kind === "refused" ? result.refusal : null;
      const theirs = Number(refusal?.params?.version ?? 0);
      setState(refusal?.code === "page_changed" ? { kind: "conflict", version: theirs } : { kind: "failed" });
      return false;
    }
    at.current.version = result.value.version;
    at.current.saved = sent;
    keep(activityId, null);
    setVersion(result.value.version);
    setSavedAt(new Date(result.value.savedAt));
    setState({ kind: at.current.page === sent ? "saved" : "dirty" });
    return true;
  }, [place, activityId]);

  /** Saves what is not saved yet; true = all of it is, now. */
  const saveNow = useCallback(async (): Promise<boolean> => {
    while (at.current.busy || at.current.page !== at.current.saved) {
      at.current.busy ??= send().finally(() => {
        at.current.busy = null;
      });
      if (!(await at.current.busy)) return false;
    }
    return true;
  }, [send]);

  const isBlocked = state.kind === "conflict";
  useEffect(() => {
    if (page === at.current.saved) {
      // What was edited was undone again before it was sent.
      setState((before) => (before.kind === "dirty" ? { kind: "saved" } : before));
      return;
    }
    if (isBlocked) return;
    setState((before) => (before.kind === "saving" ? before : { kind: "dirty" }));
    const timer = setTimeout(() => void saveNow(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [page, isBlocked, saveNow]);

  useEffect(() => {
    const again = () => void saveNow();
    window.addEventListener("online", again);
    return () => window.removeEventListener("online", again);
  }, [saveNow]);

  const dirty = state.kind !== "saved";
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);

  /** Goes on from another's version: `saved` = the page as that version has it, null = ours is to follow it. */
  const goOnFrom = useCallback((number: number, saved: Page | null, when?: string) => {
    at.current.version = number;
    if (saved) at.current.saved = saved;
    setVersion(number);
    if (when) setSavedAt(new Date(when));
    setState({ kind: saved ? "saved" : "dirty" });
  }, []);

  /** The version that the newest save made. */
  const latest = useCallback(() => at.current.version, []);

  return { state, version, savedAt, dirty, saveNow, goOnFrom, latest };
}
export type Autosave = ReturnType<typeof useAutosave>;
