"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { ActionPlace, ActionResult, StaffAction } from "./action-result";
import { newRequestId } from "./request-id";
import { toast } from "./toast";
import { useResultWords } from "./use-refusal-words";

type Options = { quiet?: boolean; success?: string };

/**
 * Runs a staff action from a button or menu. A second press while one runs is ignored, a lost connection keeps the
 * request id so that trying the same again cannot act twice, and what goes wrong is said in a toast unless `quiet`.
 */
export function useRunAction<T>(action: StaffAction<T>, where: ActionPlace) {
  const [pending, setPending] = useState(false);
  const busy = useRef(false);
  const lost = useRef<{ asked: string; requestId: string }>(undefined);
  const words = useResultWords();
  const t = useTranslations("ui.form");

  const run = async (input: object, options: Options = {}): Promise<ActionResult<T> | null> => {
    if (busy.current) return null;
    busy.current = true;
    setPending(true);
    const asked = JSON.stringify(input);
    if (lost.current?.asked !== asked) lost.current = { asked, requestId: newRequestId() };
    const { requestId } = lost.current;
    try {
      const result = await action({ ...where, input: { ...input, requestId } });
      if (result.ok || result.kind !== "busy") lost.current = undefined;
      const problem = words(result);
      if (problem && !options.quiet) toast.danger(problem);
      if (result.ok && options.success) toast.success(options.success);
      return result;
    } catch {
      if (!options.quiet) toast.danger(t("lost"));
      return { ok: false, kind: "busy" };
    } finally {
      busy.current = false;
      setPending(false);
    }
  };
  return { run, pending };
}
