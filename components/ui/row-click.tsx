"use client";

import { useEffect } from "react";

/** A click anywhere on a row follows the row's own link. A convenience for the pointer; the link is the real thing. */
export function RowClick({ tableId }: { tableId: string }) {
  useEffect(() => {
    const table = document.getElementById(tableId);
    const follow = (event: MouseEvent) => {
      if (!(event.target instanceof Element) || event.defaultPrevented) return;
      if (event.target.closest("a, button, input, label, select, summary")) return;
      if (window.getSelection()?.toString()) return;
      const link = event.target.closest("tr[data-href]")?.querySelector("a.data-table__link");
      if (link instanceof HTMLElement) link.click();
    };
    table?.addEventListener("click", follow);
    return () => table?.removeEventListener("click", follow);
  }, [tableId]);
  return null;
}
