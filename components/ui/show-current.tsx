"use client";

import { useEffect, useRef } from "react";

/** In a row that can be wider than the screen: rolls it to what is current, without moving the page. */
export function ShowCurrent({ of }: { of: string }) {
  const mark = useRef<HTMLSpanElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is current then.
  useEffect(() => {
    const row = mark.current?.parentElement;
    const current = row?.querySelector("[aria-current]");
    if (!row || !current) return;
    const [outer, inner] = [row.getBoundingClientRect(), current.getBoundingClientRect()];
    row.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  }, [of]);
  return <span ref={mark} hidden />;
}
