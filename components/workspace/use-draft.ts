"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { newRequestId } from "@/components/ui/request-id";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { saveDraft } from "@/lib/workspace/actions";
import type { DraftKind } from "@/lib/workspace/schema";

const PAUSE_MS = 1500;

/** A draft as the page opened it: one that was begun, or the id that a new one will have. `asked` is the address's. */
export type DraftStart = { id: string; revision: number; savedAt: Date | null; asked: string | null };

export type DraftStatus =
  | { readonly type: "none" }
  /** Something was typed that is not on its way yet. */
  | { readonly type: "pending" }
  | { readonly type: "saving" }
  | { readonly type: "saved"; readonly at: Date }
  | { readonly type: "stopped"; readonly words: string };

type DraftOptions<In extends FieldValues> = {
  kind: DraftKind;
  variant: string;
  start: DraftStart;
  where: ActionPlace;
  /** What the thing is called so far; nothing is kept before it has a name. */
  titleOf: (values: In) => string;
};

/**
 * Keeps what is typed into the form of something new, a moment after typing pauses and from its first named keystroke on.
 * Only one save is under way at a time. `keep` does not wait for the pause and tells whether all of it is kept: for whoever
 * leaves. `settled` keeps, too, so that whoever is refused has lost nothing, and gives what is to be called when the thing
 * is made: nothing is kept any more after it.
 */
export function useDraft<In extends FieldValues>(options: DraftOptions<In>) {
  const { later, ...draft } = useSaving(options);
  const watch = useCallback(
    ({ getValues, subscribe }: UseFormReturn<In, unknown, unknown>) => {
      return subscribe({
        formState: { values: true },
        callback: () => later(getValues),
      });
    },
    [later],
  );
  return { ...draft, watch };
}

/** As `useDraft`, for values that are no form's: kept whenever they are others than the page began with. */
export function useKeptDraft<V extends FieldValues>(values: V, options: DraftOptions<V>) {
  const { later, ...draft } = useSaving(options);
  const begun = useRef(values);
  useEffect(() => {
    if (values !== begun.current) later(() => values);
  }, [values, later]);
  return draft;
}

function useSaving<In extends FieldValues>(options: DraftOptions<In>) {
  const first = useRef(options.start);
  const { id, savedAt } = first.current;
  const [status, setStatus] = useState<DraftStatus>(
    savedAt ? { type: "saved", at: savedAt } : { type: "none" },
  );
  const revision = useRef(first.current.revision);
  const running = useRef<Promise<void> | null>(null);
  const over = useRef(false);
  const isHere = useRef(true);
  /** How often something was typed, and of which time all was kept. */
  const typed = useRef(0);
  const keptTo = useRef(savedAt ? 0 : -1);
  const words = useResultWords();
  const latest = useRef({ ...options, words });
  latest.current = { ...options, words };

  const save = useCallback(
    async (values: In, of: number) => {
      const { kind, variant, where, titleOf, words: say } = latest.current;
      // A cut may fall into an emoji, and half of one is no text.
      const title = titleOf(values)
        .trim()
        .slice(0, 200)
        .replace(/\p{Cs}$/u, "");
      if (title === "" || over.current) return;
      setStatus({ type: "saving" });
      const draft = { kind, draftId: id, revision: revision.current, variant, title, values };
      const result = await saveDraft({ ...where, input: { ...draft, requestId: newRequestId() } }).catch(
        () => null,
      );
      // The thing was made meanwhile, and its draft is gone with it.
      if (over.current) return;
      if (result?.ok) {
        revision.current = result.value.revision;
        // Meanwhile more may have been typed, or another page be shown.
        keptTo.current = of;
        setStatus((now) =>
          now.type === "saving" ? { type: "saved", at: new Date(result.value.savedAt) } : now,
        );
        if (isHere.current) nameInAddress(id);
        return;
      }
      // A lost connection is tried again with the next keystroke; another window's draft is left alone.
      over.current = !result?.ok && result?.kind === "refused" && result.refusal.code === "draft_changed";
      setStatus({ type: "stopped", words: (result && say(result)) ?? "" });
    },
    [id],
  );
  const run = useCallback(
    async (read: () => In) => {
      // As it is now: a page that is left has no form to read any more after a wait.
      const [values, of] = [structuredClone(read()), typed.current];
      const before = running.current;
      const mine = (async () => {
        await before;
        await save(values, of);
      })();
      running.current = mine;
      await mine;
      if (running.current === mine) running.current = null;
    },
    [save],
  );
  const { put, flush, drop } = usePause(run);
  const later = useCallback(
    (read: () => In) => {
      typed.current += 1;
      if (over.current) return;
      const type = isNamed(latest.current.titleOf(read())) ? "pending" : "none";
      setStatus((now) => (now.type === type ? now : { type }));
      put(read);
    },
    [put],
  );
  useLeaving(flush, isHere);
  const keep = useCallback(async () => {
    flush();
    await running.current;
    return keptTo.current === typed.current;
  }, [flush]);
  const settled = useCallback(async () => {
    await keep();
    return () => {
      over.current = true;
      drop();
    };
  }, [keep, drop]);
  return { id, status, later, keep, settled };
}

/** Does the last of what is put, a moment after the last was put or when it is flushed. */
function usePause<T>(run: (read: () => T) => Promise<void>) {
  const waiting = useRef<{ read: () => T; timer: ReturnType<typeof setTimeout> } | null>(null);
  const drop = useCallback(() => {
    clearTimeout(waiting.current?.timer);
    waiting.current = null;
  }, []);
  const flush = useCallback(() => {
    const read = waiting.current?.read;
    drop();
    if (read) void run(read);
  }, [run, drop]);
  const put = useCallback(
    (read: () => T) => {
      drop();
      waiting.current = { read, timer: setTimeout(flush, PAUSE_MS) };
    },
    [drop, flush],
  );
  return { put, flush, drop };
}

/** Calls `flush` when the page is hidden or closed, while it can still send; links ask the leave guard, and it `keep`. */
function useLeaving(flush: () => void, isHere: { current: boolean }) {
  useEffect(() => {
    isHere.current = true;
    const off = new AbortController();
    const { signal } = off;
    const onHidden = () => (document.visibilityState === "hidden" ? flush() : undefined);
    document.addEventListener("visibilitychange", onHidden, { signal });
    for (const leaving of ["beforeunload", "pagehide"]) window.addEventListener(leaving, flush, { signal });
    return () => {
      off.abort();
      isHere.current = false;
    };
  }, [flush, isHere]);
}

const isNamed = (title: string) => title.trim() !== "";

/** So that a reload goes on with the draft. */
function nameInAddress(id: string) {
  const url = new URL(location.href);
  url.searchParams.set("draft", id);
  window.history.replaceState(null, "", url);
}

/** Keeps the draft of `form` while it is on the page. */
export function useDraftOf<In extends FieldValues, Out>(
  draft: { watch: (methods: UseFormReturn<In, unknown, unknown>) => () => void },
  methods: UseFormReturn<In, unknown, Out>,
): void {
  const { watch } = draft;
  useEffect(() => watch(methods as unknown as UseFormReturn<In, unknown, unknown>), [watch, methods]);
}
