"use client";

import { X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, Suspense, useEffect } from "react";
import { Button } from "./button";
import type { Total } from "./pagination";
import { useSelection } from "./selection";
import { isOverlayOpen } from "./typing";

/**
 * Stands in place of the table's head while rows are chosen: how many, what can be done with them, and Esc to let go.
 * What can be done may come later than the mark on the row: it never takes the list away while it is on its way.
 */
export function BulkBar({ total, children }: { total: Total | null; children: ReactNode }) {
  const t = useTranslations("ui.select");
  const locale = useLocale();
  const { ids, all, pageIds, chooseAll, clear } = useSelection();
  const there = typeof total === "number" ? total : (total?.count ?? pageIds.length);
  const number = new Intl.NumberFormat(locale).format(there);
  const shown = (typeof total === "object" && total?.capped) || there > 10_000 ? `${number}+` : number;
  const count = all ? there : ids.length;
  useEffect(() => {
    if (ids.length === 0) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || isOverlayOpen()) return;
      clear();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [ids.length, clear]);
  return (
    <>
      <span role="status" className="sr-only">
        {ids.length === 0 ? "" : t("chosen", { count, shown: all ? shown : String(count) })}
      </span>
      {ids.length === 0 ? null : (
        <div role="toolbar" aria-label={t("actions")} className="data-table__bulk">
          <span className="tabular text-sm font-[550] whitespace-nowrap">
            {t("chosen", { count, shown: all ? shown : String(count) })}
          </span>
          {!all && ids.length === pageIds.length && there > pageIds.length ? (
            <Button variant="ghost" size="sm" onPress={chooseAll}>
              {t("all", { shown })}
            </Button>
          ) : null}
          <Suspense fallback={null}>{children}</Suspense>
          <span className="flex-1" />
          <Button variant="ghost" size="sm" aria-keyshortcuts="Escape" onPress={clear}>
            <X aria-hidden="true" />
            {t("clear")}
          </Button>
        </div>
      )}
    </>
  );
}
