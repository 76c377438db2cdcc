"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { newRequestId } from "@/components/ui/request-id";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { saveDraft } from "@/lib/workspace/actions";
import type { DraftKind } from "@/lib/workspace/schema";

const PAUSE_MS = 1500;

/** A draft as the page opened it: one that was begun, or the id that a new one will have. */
export type DraftStart = { id: string; revision: number; savedAt: Date | null };

export type DraftStatus =
  | { readonly type: "none" }
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
 * Only one save is under way at a time. `settled` waits for it, so that nothing is kept after the thing was made.
 */
export function useDraft<In extends FieldValues>(options: DraftOptions<In>) {
  const { id, status, later, cancel, settled } = useSaving(options);
  const watch = useCallback(
    ({ getValues, subscribe }: UseFormReturn<In, unknown, unknown>) => {
      const stop = subscribe({
        formState: { values: true },
        callback: () => later(() => structuredClone(getValues())),
      });
      return () => {
        cancel();
        stop();
      };
    },
    [later, cancel],
  );
  return { id, status, watch, settled };
}

/** As `useDraft`, for values that are no form's: kept whenever they are others than the page began with. */
export function useKeptDraft<V extends FieldValues>(values: V, options: DraftOptions<V>) {
  const { later, cancel, ...draft } = useSaving(options);
  const begun = useRef(values);
  useEffect(() => {
    if (values === begun.current) return;
    later(() => values);
    return cancel;
  }, [values, later, cancel]);
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
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const words = useResultWords();
  const latest = useRef({ ...options, words });
  latest.current = { ...options, words };

  const save = useCallback(
    async (values: In) => {
      const { kind, variant, where, titleOf, words: say } = latest.current;
      const title = titleOf(values).trim().slice(0, 200);
      if (title === "" || over.current) return;
      setStatus({ type: "saving" });
      const draft = { kind, draftId: id, revision: revision.current, variant, title, values };
      const result = await saveDraft({ ...where, input: { ...draft, requestId: newRequestId() } }).catch(
        () => null,
      );
      if (result?.ok) {
        revision.current = result.value.revision;
        setStatus({ type: "saved", at: new Date(result.value.savedAt) });
        const url = new URL(location.href);
        url.searchParams.set("draft", id);
        window.history.replaceState(null, "", url);
        return;
      }
      // A lost connection is tried again with the next keystroke; another window's draft is left alone.
      over.current = !result?.ok && result?.kind === "refused" && result.refusal.code === "draft_changed";
      setStatus({ type: "stopped", words: (result && say(result)) ?? "" });
    },
    [id],
  );

  const later = useCallback(
    (read: () => In) => {
      const run = async () => {
        await running.current;
        running.current = save(read());
        await running.current;
        running.current = null;
      };
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void run(), PAUSE_MS);
    },
    [save],
  );
  const cancel = useCallback(() => clearTimeout(timer.current), []);
  const settled = useCallback(async () => {
    clearTimeout(timer.current);
    await running.current;
  }, []);
  return { id, status, later, cancel, settled };
}

/** Keeps the draft of `form` while it is on the page. */
export function useDraftOf<In extends FieldValues, Out>(
  draft: { watch: (methods: UseFormReturn<In, unknown, unknown>) => () => void },
  methods: UseFormReturn<In, unknown, Out>,
): void {
  const { watch } = draft;
  useEffect(() => watch(methods as unknown as UseFormReturn<In, unknown, unknown>), [watch, methods]);
}
