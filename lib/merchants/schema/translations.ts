import { z } from "zod";
import { type Language, languages, type Translations } from "@/lib/kernel/language";

type Texts<F extends string> = { [K in F]?: string | undefined };
type Written<F extends string> = { [L in Language]?: Texts<F> | undefined };

/**
 * The texts of a thing in other languages: `{ "zh-CN": { "name": "…" } }`. `most` names its translatable fields and how
 * many characters each may have, as in the main language. Other languages and fields are refused; blank texts are left out.
 */
export function translationsSchema<F extends string>(most: Readonly<Record<F, number>>) {
  const fields = Object.keys(most) as F[];
  // Each of the fields is there, which a list of entries does not tell.
  const texts = z.strictObject(
    Object.fromEntries(fields.map((field) => [field, z.string().trim().max(most[field]).optional()])),
  ) as z.ZodType<unknown> as z.ZodType<Texts<F>, Texts<F>>;
  return z
    .strictObject({ en: texts.optional(), "zh-CN": texts.optional() })
    .transform((all): Translations<F> => withoutBlanks(all, fields));
}

function withoutBlanks<F extends string>(all: Written<F>, fields: readonly F[]): Translations<F> {
  const said = (texts: Written<F>[Language]) =>
    fields.flatMap((field) => (texts?.[field] ? [[field, texts[field]] as const] : []));
  const kept = languages.map((language) => [language, said(all[language])] as const);
  const full = kept.filter(([, texts]) => texts.length > 0);
  return Object.fromEntries(full.map(([language, texts]) => [language, Object.fromEntries(texts)]));
}

/** The languages a merchant writes its texts in beside its own; each once. */
export const otherLanguagesSchema = z
  .array(z.enum(languages))
  .max(10)
  .transform((chosen) => languages.filter((language) => chosen.includes(language)));
