import { getLocale, getTranslations } from "next-intl/server";
import type { Refusal } from "@/lib/kernel/result";
import { whenWords } from "@/lib/platform/when-words";

/**
 * What a native form is answered with when it did not lead on: words for the whole form and for single fields, already
 * in the reader's language, and what was typed, so that nothing has to be typed again. Never holds a secret.
 */
export type FormAnswer = {
  readonly error?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string>>;
};

/** A form's field as text; empty where it is missing or a file. Without NUL, which the database cannot hold. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.replaceAll("\0", "") : "";
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** A refusal in the reader's words; instants among its parameters become clock times of `timeZone`. */
export async function refusalWords(
  refusal: Refusal,
  timeZone: string,
  namespace: "refusals" | "activity-page.claim" = "refusals",
  now = new Date(),
): Promise<string> {
  const t = await getTranslations(namespace);
  const locale = await getLocale();
  const values: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(refusal.params ?? {})) {
    if (value === null) continue;
    const isInstant = typeof value === "string" && INSTANT.test(value);
    values[key] = isInstant ? whenWords(new Date(value), now, timeZone, locale) : value;
  }
  return t.has(refusal.code) ? t(refusal.code, values).trim() : t("unknown");
}
