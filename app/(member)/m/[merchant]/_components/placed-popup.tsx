"use client";

import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";

type PlacedPopupProps = {
  /** Of the pop-ups, in the order in which they are offered. */
  ids: readonly string[];
  /** What the button says that closes one. */
  close: string;
  /** One for each of `ids`. */
  children: readonly ReactNode[];
};

/**
 * Opens the first pop-up that was not closed in this browser before, above the bar at the bottom: over nothing that is
 * pressed there, and without taking the focus from whoever is typing. Escape and its button close it for good.
 */
export function PlacedPopup({ ids, close, children }: PlacedPopupProps) {
  const [shown, show] = useState<string | null>(null);
  const names = ids.join();
  useEffect(() => {
    const closed = closedBefore();
    const open = names.split(",").find((id) => !closed.includes(id)) ?? null;
    show(open);
    if (open === null) return;
    const hear = (event: KeyboardEvent) => {
      if (event.key === "Escape") dismiss(open, show);
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, [names]);
  const room = shown === null ? null : document.getElementById("above-bar");
  if (shown === null || room === null) return null;
  return createPortal(
    // biome-ignore lint/a11y/useKeyWithClickEvents: what is pressed in it is a link, by keyboard too.
    <dialog
      open
      aria-labelledby={`placed-${shown}`}
      className="p-popup"
      onClick={({ target }) => {
        // Whoever goes where it leads has seen it.
        if (target instanceof Element && target.closest("a")) keepClosed(shown);
      }}
    >
      {children[ids.indexOf(shown)]}
      <button type="button" className="p-popup-close" aria-label={close} onClick={() => dismiss(shown, show)}>
        <svg width={20} height={20} viewBox="0 0 24 24" aria-hidden="true">
          <path d="M6 6l12 12M18 6L6 18" stroke="currentColor" strokeWidth={2} strokeLinecap="round" />
        </svg>
      </button>
    </dialog>,
    room,
  );
}

const KEY = "placed-closed";
/** So many are remembered, the newest. */
const KEPT = 50;

function closedBefore(): readonly string[] {
  try {
    return localStorage.getItem(KEY)?.split(",") ?? [];
  } catch {
    // Where nothing is kept, it is shown again.
    return [];
  }
}

function keepClosed(id: string): void {
  try {
    localStorage.setItem(KEY, [id, ...closedBefore().filter((one) => one !== id)].slice(0, KEPT).join());
  } catch {
    // Likewise.
  }
}

function dismiss(id: string, show: (id: null) => void): void {
  const isInside = document.activeElement?.closest(".p-popup");
  keepClosed(id);
  show(null);
  if (!isInside) return;
  // The button that had the focus is gone with it: reading goes on at the top of the page.
  const heading = document.querySelector<HTMLElement>("main h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
}
