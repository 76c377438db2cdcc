"use client";

import { useCallback, useRef, useState } from "react";
import { isTooMuch, type PageEdit } from "@/lib/activities/rules/page-edits";
import { beginHistory, doEdit, type PageHistory, redo, undo } from "@/lib/activities/rules/page-history";
import type { Page } from "@/lib/activities/schema/page";

/** What is chosen: a block by its id, or the theme of the whole page. */
export type Choice = { readonly block: string } | "theme" | null;

export type PageEditor = {
  readonly page: Page;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The last edit was not made: the page would have become larger than one may be. */
  readonly isFull: boolean;
  readonly choice: Choice;
  readonly choose: (choice: Choice) => void;
  readonly edit: (edit: PageEdit) => void;
  readonly undo: () => void;
  readonly redo: () => void;
};

/** A page that is being edited, with its history and with what is chosen in it. */
export function usePageEditor(first: Page): PageEditor {
  const [history, setHistory] = useState<PageHistory>(() => beginHistory(first));
  const [isFull, setFull] = useState(false);
  const newest = useRef(history);
  const [choice, choose] = useState<Choice>({ block: first.blocks[0]?.id ?? "" });
  const become = useCallback((next: PageHistory, full = false) => {
    newest.current = next;
    setHistory(next);
    setFull(full);
  }, []);
  const edit = useCallback(
    (done: PageEdit) => {
      const before = newest.current;
      become(doEdit(before, done, performance.now()), isTooMuch(before.page, done));
    },
    [become],
  );
  const back = useCallback(() => become(undo(newest.current)), [become]);
  const again = useCallback(() => become(redo(newest.current)), [become]);
  const { page } = history;
  const chosen =
    typeof choice === "object" && choice && !page.blocks.some((block) => block.id === choice.block)
      ? null
      : choice;
  return {
    page,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    isFull,
    choice: chosen,
    choose,
    edit,
    undo: back,
    redo: again,
  };
}

/** An id that no block of the page has: short, as they are read by nobody. */
export function useNewId(page: Page): () => string {
  const taken = useRef(page);
  taken.current = page;
  return useCallback(() => {
    const used = new Set(taken.current.blocks.map((block) => block.id));
    for (;;) {
      const id = `b${crypto.randomUUID().slice(0, 8)}`;
      if (!used.has(id)) return id;
    }
  }, []);
}
