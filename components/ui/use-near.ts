"use client";

import { type RefObject, useEffect, useState } from "react";

/** Whether the element has been in sight: what it needs is not fetched before. */
export function useNear(element: RefObject<Element | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (!element.current || isNear) return;
    const watch = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) setNear(true);
    });
    watch.observe(element.current);
    return () => watch.disconnect();
  }, [element, isNear]);
  return isNear;
}
