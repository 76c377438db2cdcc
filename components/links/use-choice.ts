import { useRef, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { newRequestId } from "@/components/ui/request-id";
import { saveChoice } from "@/lib/links/actions";
import type { PromoteChoice } from "@/lib/links/schema";

const KEEP_MS = 500;

/**
 * What the reader chose for codes and channels, kept on the server a moment after it changes: the dialog, the page of a link
 * and its posters begin with it.
 */
export function useChoice(place: ActionPlace, first: PromoteChoice) {
  const [choice, setChoice] = useState(first);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const choose = (change: Partial<PromoteChoice>) => {
    const next = { ...choice, ...change };
    setChoice(next);
    clearTimeout(timer.current);
    // Lost, it begins as it did before: nothing to tell anybody.
    timer.current = setTimeout(() => {
      void saveChoice({ ...place, input: { requestId: newRequestId(), choice: next } }).catch(
        () => undefined,
      );
    }, KEEP_MS);
  };
  return { choice, choose };
}
