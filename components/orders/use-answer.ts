"use client";

import { useEffect, useState } from "react";
import type { ActionPlace, ActionResult, StaffAction } from "@/components/ui/action-result";

/** Whether it was refused for this reason. */
export function isRefusedFor(answer: ActionResult<unknown> | null, code: string): boolean {
  return answer !== null && !answer.ok && answer.kind === "refused" && answer.refusal.code === code;
}

/**
 * The answer to what was asked last, of an action that only reads; null while it is on its way or nothing is asked. What is
 * typed on is asked when it rests for a quarter of a second; answers that come too late are dropped. Nothing asked in between, the
 * same is asked anew.
 */
export function useAnswer<T>(
  action: StaffAction<T>,
  place: ActionPlace,
  input: unknown,
): ActionResult<T> | null {
  const asked = input === null ? null : JSON.stringify(input);
  const [got, setGot] = useState<{ asked: string; answer: ActionResult<T> } | null>(null);
  const { merchant, store } = place;
  useEffect(() => {
    if (asked === null) return setGot(null);
    let isOver = false;
    const timer = setTimeout(async () => {
      const call = { merchant, ...(store ? { store } : {}), input: JSON.parse(asked) };
      const answer = await action(call).catch((): ActionResult<T> => ({ ok: false, kind: "busy" }));
      if (!isOver) setGot({ asked, answer });
    }, 250);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [action, asked, merchant, store]);
  return asked !== null && got?.asked === asked ? got.answer : null;
}
