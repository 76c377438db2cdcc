import { createTranslator } from "use-intl/core";
import type { Refusal } from "@/lib/kernel/result";
import { exactLocale, type Locale, preferredLocale } from "@/lib/platform/locale";
import { perProcess } from "@/lib/platform/per-process";
import { wordValues } from "@/lib/platform/word-values";

/** Where words for refusals are looked up: `messages/<language>/…`. */
export type RefusalNamespace = "refusals" | "activity-page.claim";

type Words = (code: string, values: Record<string, string | number>) => string;

async function wordsOf(locale: Locale): Promise<Words> {
  const file: { default: Record<string, Record<string, string>> } = await import(
    `../../messages/${locale}/activity-page.json`
  );
  const t = createTranslator({ locale, messages: file.default, namespace: "claim" });
  const say: Words = (code, values) => (t.has(code) ? t(code, values).trim() : t("unknown"));
  // Most codes have no parameters and always the same words; a rush on what is sold out asks for nothing else.
  const plain = new Map<string, string>();
  return (code, values) => {
    if (Object.keys(values).length > 0) return say(code, values);
    const known = plain.get(code) ?? say(code, values);
    plain.set(code, known);
    return known;
  };
}

/** A refused claim in the words of `locale`, for answers made outside of Next. */
export async function claimWords(
  refusal: Refusal,
  timeZone: string,
  locale: Locale,
  now = new Date(),
): Promise<string> {
  const known = perProcess("claim-words", () => new Map<Locale, Promise<Words>>());
  const words = known.get(locale) ?? wordsOf(locale);
  known.set(locale, words);
  return (await words)(refusal.code, wordValues(refusal, timeZone, locale, now));
}

/** The reader's language outside of Next: the saved choice, else what the browser prefers. */
export function readerLocale(cookies: string | undefined, acceptLanguage: string | undefined): Locale {
  const saved = cookies?.includes("locale=") ? /(?:^|; )locale=([^;]*)/.exec(cookies)?.[1] : undefined;
  return exactLocale(saved) ?? preferredLocale(acceptLanguage ?? "");
}
