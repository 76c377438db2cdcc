"use client";

import { useEffect, useState } from "react";

type GoSoonProps = { href: string; seconds: number /** With `{seconds}` in it. */; words: string };

/** Counts down and leads on; whoever stays presses the link beside it. Without our script nothing happens by itself. */
export function GoSoon({ href, seconds, words }: GoSoonProps) {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const ends = Date.now() + seconds * 1000;
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
      setLeft(now);
      if (now > 0) return;
      clearInterval(timer);
      window.location.assign(href);
    }, 250);
    return () => clearInterval(timer);
  }, [href, seconds]);
  if (left === null) return null;
  return (
    <p aria-hidden="true" className="text-sm font-semibold tabular-nums text-ink-2">
      {words.replace("{seconds}", String(left))}
    </p>
  );
}
