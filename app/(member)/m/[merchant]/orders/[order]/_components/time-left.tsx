"use client";

import { useEffect, useState } from "react";

type TimeLeftProps = { until: string /** With `{time}` in it. */; words: string };

/** A clock that only decorates: until when the order is held is said beside it, and the server decides. */
export function TimeLeft({ until, words }: TimeLeftProps) {
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(() => {
    const tick = () => setSeconds(Math.max(0, Math.round((Date.parse(until) - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [until]);
  if (seconds === null) return null;
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <p aria-hidden="true" className="text-sm font-semibold tabular-nums text-warning">
      {words.replace("{time}", time)}
    </p>
  );
}
