import { createTranslator } from "use-intl/core";
import type { Locale } from "@/lib/platform/locale";

type Values = Readonly<Record<string, string | number>>;

/** The subject and the text of a mail in a language, whoever sends it: on the web, in the worker or outside of Next. */
export async function mailWords(
  locale: Locale,
  kind: string,
  values: Values,
): Promise<{ subject: string; body: string }> {
  const file: { default: Record<string, Record<string, string>> } = await import(
    `../../messages/${locale}/mail.json`
  );
  const t = createTranslator({ locale, messages: file.default, namespace: kind });
  return { subject: t("subject", values), body: t("body", values) };
}
