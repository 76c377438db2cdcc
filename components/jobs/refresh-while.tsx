"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Has the page read again every two seconds while something on it is at work and it is looked at. */
export function RefreshWhile({ active }: { active: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh();
    }, 2000);
    return () => clearInterval(timer);
  }, [active, router]);
  return null;
}
