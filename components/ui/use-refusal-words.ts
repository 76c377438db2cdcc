"use client";

import { useTranslations } from "next-intl";
import type { Refusal } from "@/lib/kernel/result";
import type { ActionResult } from "./action-result";

/** Words for a refusal: namespace `refusals`, key = code, parameters as ICU arguments. */
export function useRefusalWords(): (refusal: Refusal) => string {
  const t = useTranslations("refusals");
  return ({ code, params = {} }) => {
    const values: Record<string, string | number> = {};
    for (const [key, value] of Object.entries(params)) if (value !== null) values[key] = value;
    return t.has(code) ? t(code, values) : t("unknown");
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
