import { createTranslator } from "use-intl/core";
import { currencyDecimals } from "@/lib/kernel/minor-units";
import { loadMessages } from "@/lib/platform/load-messages";
import type { Locale } from "@/lib/platform/locale";

/** How things are said in a file: in the language and the zone of whoever asked for it. */
export type FileWords = {
  readonly t: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly locale: Locale;
  readonly timeZone: string;
  /** `2026-11-26 08:30:00`, which spreadsheets take for a time in every language; "" for none. */
  readonly at: (instant: Date | null) => string;
  /** An amount as a plain decimal number, e.g. 12.5. */
  readonly amount: (minor: number | null, currency: string) => number | null;
};

/** The words for a file in `locale`, with times of `timeZone`. */
export async function fileWords(locale: Locale, timeZone: string): Promise<FileWords> {
  const translate = createTranslator({ locale, messages: await loadMessages(locale) });
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return {
    t: (key, values) => translate(key as never, values as never),
    locale,
    timeZone,
    at: (instant) => (instant ? clock.format(instant) : ""),
    amount: (minor, currency) => (minor === null ? null : minor / 10 ** currencyDecimals(currency)),
  };
}
