"use client";

import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { firstOpen, idOf, isEscape, withKey } from "./popup-memory";

type PlacedPopupProps = {
  /** Of the pop-ups, each with its revision (`id:revision`), in the order in which they are offered. */
  keys: readonly string[];
  /** What the button says that closes one. */
  close: string;
  /** One for each of `keys`. */
  children: readonly ReactNode[];
};

/** `isNew`: it was not seen since the browser was opened. */
type Shown = { key: string; isNew: boolean };

/**
 * Opens the first pop-up that was not closed in this browser before, above the bar at the bottom: over nothing that is
 * pressed there, and without taking the focus from whoever is typing. It stands on every page until it is closed, but moves
 * in and is read aloud once. Its button, and Escape within it, close it for good; Escape elsewhere may be meant for something
 * else, and closes it on this page alone.
 */
export function PlacedPopup({ keys, close, children }: PlacedPopupProps) {
  const [shown, show] = useState<Shown | null>(null);
  const names = keys.join();
  useEffect(() => {
    const key = firstOpen(names.split(","), kept("localStorage"));
    if (key === null) return show(null);
    show({ key, isNew: !kept("sessionStorage").includes(key) });
    keep("sessionStorage", key);
    const hear = (event: KeyboardEvent) => {
      if (!isEscape(event)) return;
      if (isInside()) dismiss(key, show);
      else show(null);
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, [names]);
  const room = shown === null ? null : document.getElementById("above-bar");
  if (shown === null || room === null) return null;
  const { key, isNew } = shown;
  return createPortal(
    // biome-ignore lint/a11y/useKeyWithClickEvents: what is pressed in it is a link, by keyboard too.
    <dialog
      ref={measured}
      open
      aria-labelledby={`placed-${idOf(key)}`}
      aria-live={isNew ? undefined : "off"}
      data-new={isNew ? "" : undefined}
      className="p-popup"
      onClick={({ target }) => {
        // Whoever goes where it leads has seen it.
        if (target instanceof Element && target.closest("a")) keep("localStorage", key);
      }}
    >
      <div className="p-popup-body">{children[keys.indexOf(key)]}</div>
      <button type="button" className="p-popup-close" aria-label={close} onClick={() => dismiss(key, show)}>
        <svg width={20} height={20} viewBox="0 0 24 24" aria-hidden="true">
          <path d="M6 6l12 12M18 6L6 18" stroke="currentColor" strokeWidth={2} strokeLinecap="round" />
        </svg>
      </button>
    </dialog>,
    room,
  );
}

/** Below it, in pixels. */
const MARGIN = 12;

/** Tells the page how much of it is covered, as long as it is. */
function measured(popup: HTMLElement | null) {
  if (!popup) return;
  const { style } = document.documentElement;
  const watch = new ResizeObserver(() => style.setProperty("--popup", `${popup.offsetHeight + MARGIN}px`));
  watch.observe(popup);
  return () => {
    watch.disconnect();
    style.removeProperty("--popup");
  };
}

const KEY = "placed-seen";
type Store = "localStorage" | "sessionStorage";

/** Of those that were closed for good, or seen since the browser was opened. */
function kept(store: Store): readonly string[] {
  try {
    return window[store].getItem(KEY)?.split(",") ?? [];
  } catch {
    // Where nothing is kept, it is shown again.
    return [];
  }
}

function keep(store: Store, key: string): void {
  try {
    window[store].setItem(KEY, withKey(kept(store), key).join());
  } catch {
    // Likewise.
  }
}

const isInside = () => Boolean(document.activeElement?.closest(".p-popup"));

function dismiss(key: string, show: (shown: null) => void): void {
  const hadFocus = isInside();
  keep("localStorage", key);
  show(null);
  if (!hadFocus) return;
  // The button that had the focus is gone with it: reading goes on at the top of the page.
  const heading = document.querySelector<HTMLElement>("main h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
}
