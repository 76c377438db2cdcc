"use client";

import { useEffect, useRef } from "react";

export type EditorKeys = {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly save: () => void;
  readonly duplicate: () => void;
  readonly remove: () => void;
};

/** Where a key means what is typed or pressed there, and not the chosen section. */
const OWN_KEYS = "input, textarea, select, button, [role='dialog'], [role='alertdialog'], [role='listbox']";

/** What a key asks for; null = nothing of ours. */
export function keyAsks(event: KeyboardEvent): keyof EditorKeys | null {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key === "z") return event.shiftKey ? "redo" : "undo";
    return ({ y: "redo", s: "save", d: "duplicate" } as const)[key] ?? null;
  }
  if (key !== "delete" && key !== "backspace") return null;
  const at = event.composedPath()[0];
  const isOwn =
    at !== undefined && "closest" in at && typeof at.closest === "function" && at.closest(OWN_KEYS);
  return isOwn ? null : "remove";
}

function listen(target: Window, keys: () => EditorKeys): () => void {
  const onKey = (event: KeyboardEvent) => {
    const asked = keyAsks(event);
    if (!asked) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keys()[asked]();
  };
  target.addEventListener("keydown", onKey, { capture: true });
  return () => target.removeEventListener("keydown", onKey, { capture: true });
}

/**
 * The editor's keys: Ctrl/⌘ Z, ⇧Z, Y, S and D, and Delete. They are heard before anybody else hears them, in the window and in
 * the canvas, so that the engine's own undo never runs beside ours.
 */
export function useEditorKeys(keys: EditorKeys): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const stops = [listen(window, () => now.current)];
    const heard = new WeakSet<Window>();
    // The canvas comes and goes with its frame.
    const look = setInterval(() => {
      for (const frame of document.querySelectorAll("iframe")) {
        const inner = frame.contentWindow;
        if (!inner || heard.has(inner)) continue;
        heard.add(inner);
        stops.push(listen(inner, () => now.current));
      }
    }, 500);
    return () => {
      clearInterval(look);
      for (const stop of stops) stop();
    };
  }, []);
}
