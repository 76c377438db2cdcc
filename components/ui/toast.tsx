"use client";

import { toast as heroToast, Toast } from "@heroui/react";
import { isTyping } from "./typing";

/** How long something can be taken back. The clock stands still while the pointer or the focus is on the toast. */
const UNDO_MS = 10_000;

export const toast = {
  success: (text: string) => heroToast.success(text, { timeout: 6000 }),
  info: (text: string) => heroToast(text, { timeout: 6000 }),
  danger: (text: string) => heroToast.danger(text, { timeout: 12_000 }),
  /** Says what was done and offers to go where it can be looked at. */
  lead: (text: string, label: string, onGo: () => void) =>
    heroToast.success(text, { timeout: UNDO_MS, actionProps: { children: label, onPress: onGo } }),
  undo: (text: string, label: string, onUndo: () => void) => showUndo(text, label, onUndo),
};

/** Says what was done and offers to take it back: by its button, or by Ctrl/⌘ Z where nobody is typing. */
function showUndo(text: string, label: string, onUndo: () => void): void {
  const stop = new AbortController();
  const undo = () => {
    if (stop.signal.aborted) return;
    stop.abort();
    heroToast.close(key);
    onUndo();
  };
  const key = heroToast.success(text, {
    timeout: UNDO_MS,
    actionProps: { children: label, onPress: undo },
    onClose: () => stop.abort(),
  });
  const onKey = (event: KeyboardEvent) => {
    const asked = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!asked || isTyping(event)) return;
    event.preventDefault();
    undo();
  };
  document.addEventListener("keydown", onKey, { signal: stop.signal });
}

export function ToastRegion() {
  return <Toast.Provider placement="top" width={380} />;
}
