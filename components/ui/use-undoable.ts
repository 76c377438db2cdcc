"use client";

import { useTranslations } from "next-intl";
import type { ActionPlace, StaffAction } from "./action-result";
import { toast } from "./toast";
import { useRunAction } from "./use-run-action";

/** What to do, what is said of it, and what takes it back; `onChange` is called after either. */
type Doing = { input: object; said: string; back: object; onChange?: () => void };

/**
 * Does at once what can be taken back, and offers to for ten seconds. What goes wrong is said; taking it back is one more
 * change like any other, and stands in the history as such.
 */
export function useUndoable<T>(action: StaffAction<T>, where: ActionPlace) {
  const t = useTranslations("ui.undo");
  const { run, pending } = useRunAction(action, where);
  const start = async ({ input, said, back, onChange }: Doing): Promise<void> => {
    if (!(await run(input))?.ok) return;
    onChange?.();
    toast.undo(said, t("label"), () => {
      void run(back, { success: t("done") }).then((result) => (result?.ok ? onChange?.() : undefined));
    });
  };
  return { start, pending };
}
