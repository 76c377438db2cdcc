"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { placeToReturnTo, rememberList, rememberPlace, rememberRows } from "./list-return";
import { internalTarget, useNavigation } from "./navigation";
import { OverList } from "./over-list";

type ListFrameProps = { address: string; children: ReactNode };

/**
 * Around a list: its own links keep the rows until the next ones are there, under a thin bar; a row that is followed is
 * remembered, so that coming back shows the same rows, as far scrolled, with the focus on that row (UX-04).
 */
export function ListFrame({ address, children }: ListFrameProps) {
  const t = useTranslations("ui");
  const frame = useRef<HTMLDivElement>(null);
  const { go, pending } = useNavigation();
  useEffect(() => {
    rememberList();
    rememberRows(frame.current?.querySelectorAll("tbody tr").length ?? 0);
    const scroller = frame.current?.querySelector(".data-table__scroll");
    const place = placeToReturnTo();
    if (!place) {
      if (scroller && address) scroller.scrollTop = 0;
      return;
    }
    // After the frame's own focus on the heading.
    const timer = setTimeout(() => {
      if (scroller) scroller.scrollTop = place.top;
      const row = frame.current?.querySelector(`tr[data-id="${CSS.escape(place.row ?? "")}"]`);
      const link = row?.querySelector("a.data-table__link");
      if (link instanceof HTMLElement) link.focus();
    }, 60);
    return () => clearTimeout(timer);
  }, [address]);
  const onClick = (event: React.MouseEvent) => {
    const target = internalTarget(event);
    if (!target) return;
    if (target.pathname === location.pathname) {
      event.preventDefault();
      event.stopPropagation();
      go(target.pathname + target.search, { scroll: false });
      return;
    }
    const row = event.target instanceof Element ? event.target.closest("tr[data-id]") : null;
    const scroller = frame.current?.querySelector(".data-table__scroll");
    rememberPlace(scroller?.scrollTop ?? 0, row?.getAttribute("data-id") ?? null);
  };
  return (
    <div ref={frame} aria-busy={pending} onClickCapture={onClick} className="list-frame">
      {pending ? <span className="list-frame__bar" aria-hidden="true" /> : null}
      <span role="status" className="sr-only">
        {pending ? t("loading") : ""}
      </span>
      <OverList>{children}</OverList>
    </div>
  );
}
