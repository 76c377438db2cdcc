import type { Language, Translations } from "@/lib/kernel/language";

/** A form's translations with a place for every text, as the fields want them; the schema drops what stays blank. */
export function translationsForm<F extends string>(
  fields: readonly F[],
  stored?: Translations<F> | null,
): Record<Language, Record<F, string>> {
  const texts = (language: Language) =>
    Object.fromEntries(fields.map((field) => [field, stored?.[language]?.[field] ?? ""])) as Record<
      F,
      string
    >;
  return { en: texts("en"), "zh-CN": texts("zh-CN") };
}
