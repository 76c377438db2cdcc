import { getLocale, getTranslations } from "next-intl/server";
import type { Refusal } from "@/lib/kernel/result";
import type { RefusalNamespace } from "@/lib/platform/refusal-words";
import { wordValues } from "@/lib/platform/word-values";

/**
 * What a native form is answered with when it did not lead on: words for the whole form and for single fields, already
 * in the reader's language, and what was typed, so that nothing has to be typed again. Never holds a secret.
 */
export type FormAnswer = {
  readonly error?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string>>;
};

/** A form's field as text; empty where it is missing or a file. Without what the database cannot hold. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : "";
}

/** A refusal in the reader's words; instants among its parameters become clock times of `timeZone`. */
export async function refusalWords(
  refusal: Refusal,
  timeZone: string,
  namespace: RefusalNamespace = "refusals",
  now = new Date(),
): Promise<string> {
  const t = await getTranslations(namespace);
  const locale = await getLocale();
  const values = wordValues(refusal, timeZone, locale, now);
  return t.has(refusal.code) ? t(refusal.code, values).trim() : t("unknown");
}
