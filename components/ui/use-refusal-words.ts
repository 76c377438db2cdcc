"use client";

import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { Refusal } from "@/lib/kernel/result";
import { wordValues } from "@/lib/platform/word-values";
import type { ActionResult } from "./action-result";

/** Words for a refusal: namespace `refusals`, key = code, parameters as ICU arguments, instants in the reader's own time. */
export function useRefusalWords(): (refusal: Refusal) => string {
  const t = useTranslations("refusals");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  return (refusal) => {
    if (!t.has(refusal.code)) return t("unknown");
    return t(refusal.code, wordValues(refusal, timeZone, locale, new Date()));
  };
}

/** Words for any failed answer of an action, whole enough for a banner or a toast; null when it succeeded. */
export function useResultWords(): (result: ActionResult<unknown>) => string | null {
  const refusalWords = useRefusalWords();
  const t = useTranslations("ui.form");
  return (result) => {
    if (result.ok) return null;
    if (result.kind === "refused") return refusalWords(result.refusal);
    if (result.kind === "invalid") return t("invalid", { count: result.errors.length });
    return t(result.kind);
  };
}
