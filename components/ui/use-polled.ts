"use client";

import { useCallback, useEffect, useRef, useState } from "react";

/** A minute: what nobody waits for. */
export const calm = () => 60_000;

async function read<T>(path: string): Promise<T | null> {
  try {
    const answer = await fetch(path, { headers: { accept: "application/json" } });
    const isJson = answer.headers.get("content-type")?.startsWith("application/json");
    return answer.ok && isJson ? ((await answer.json()) as T) : null;
  } catch {
    return null;
  }
}

/**
 * What an address answers, asked for again after `wait`, and at once when `look` is called or the window is looked at
 * again. Null until the first answer. What cannot be had leaves the last. `wait` must stay the same function.
 */
export function usePolled<T>(path: string, wait: (answer: T | null) => number) {
  const [answer, setAnswer] = useState<T | null>(null);
  const again = useRef<() => void>(() => undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let turn = 0;
    const ask = async () => {
      clearTimeout(timer);
      turn += 1;
      const mine = turn;
      const next = document.hidden ? null : await read<T>(path);
      if (mine !== turn) return;
      if (next) setAnswer(next);
      timer = setTimeout(() => void ask(), wait(next));
    };
    const now = () => void ask();
    const seen = () => {
      if (!document.hidden) now();
    };
    again.current = now;
    now();
    document.addEventListener("visibilitychange", seen);
    return () => {
      turn += 1;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [path, wait]);
  const look = useCallback(() => again.current(), []);
  return { answer, look };
}
