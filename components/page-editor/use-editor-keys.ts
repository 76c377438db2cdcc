"use client";

import { useEffect, useRef } from "react";
import { singleKeysOn } from "@/components/ui/single-keys";
import { isOverlayOpen } from "@/components/ui/typing";

export type EditorKeys = {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly save: () => void;
  readonly duplicate: () => void;
  readonly remove: () => void;
  /** Chooses nothing any more. */
  readonly up: () => void;
  readonly help: () => void;
};

/** The keys there are, as they are shown to people; `mod` is Ctrl, or ⌘ on a Mac. */
export const editorKeys: Readonly<Record<keyof EditorKeys, string>> = {
  ...{ undo: "mod Z", redo: "mod ⇧ Z", save: "mod S", duplicate: "mod D" },
  ...{ remove: "Delete", up: "Esc", help: "?" },
};

/** All keys there are for people to read: those of the list of sections too, which hears its own. */
export const shownKeys = { ...editorKeys, move: "Alt ↑ ↓" };

/** Where a key is typed, and where Delete is pressed for something else than the chosen section. */
const FIELDS = "input, textarea, select";
const OWN_KEYS = `${FIELDS}, button`;

function isIn(event: KeyboardEvent, places: string): boolean {
  const at = event.composedPath()[0];
  return (
    at !== undefined && "closest" in at && typeof at.closest === "function" && Boolean(at.closest(places))
  );
}

/**
 * What a key asks for; null = nothing of ours. While something `isOpen` before the page (a dialog, a menu) all keys are its
 * own: what is typed there has an undo of its own, and the page behind it stays as it is.
 */
export function keyAsks(event: KeyboardEvent, isOpen: boolean): keyof EditorKeys | null {
  if (isOpen || event.isComposing) return null;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key === "z") return event.shiftKey ? "redo" : "undo";
    return ({ y: "redo", s: "save", d: "duplicate" } as const)[key] ?? null;
  }
  if (isIn(event, FIELDS)) return null;
  if (key === "escape") return "up";
  if (key === "?") return "help";
  return (key === "delete" || key === "backspace") && !isIn(event, OWN_KEYS) ? "remove" : null;
}

function listen(target: Window, keys: () => EditorKeys): () => void {
  const onKey = (event: KeyboardEvent) => {
    const asked = keyAsks(event, isOverlayOpen());
    if (!asked || (asked === "help" && !singleKeysOn())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keys()[asked]();
  };
  target.addEventListener("keydown", onKey, { capture: true });
  return () => target.removeEventListener("keydown", onKey, { capture: true });
}

/**
 * The editor's keys (`editorKeys`). They are heard before anybody else hears them, in the window and in the canvas, so that
 * the engine's own undo never runs beside ours.
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
