/** The languages that the product speaks, and that a merchant can write its texts in. */
export const languages = ["en", "zh-CN"] as const;
export type Language = (typeof languages)[number];

/**
 * What a thing's texts are in languages beside the merchant's own, by language and field. What is not in it is read as the
 * main text. Holds no blank text.
 */
export type Translations<F extends string = string> = {
  readonly [L in Language]?: { readonly [K in F]?: string };
};

function textsOf<F extends string>(translations: Translations<F> | null | undefined, language: string) {
  const known = languages.find((one) => one === language);
  return known && translations?.[known];
}

/** One text in `language`: its translation where there is one, else `main`. */
export function textIn<F extends string>(
  main: string,
  translations: Translations<F> | null | undefined,
  field: F,
  language: string,
): string {
  return textsOf(translations, language)?.[field] || main;
}

/**
 * A row with each of its texts in `language`, field by field: the translation where there is one, else the main text.
 * Fields that the row has not are not added, and the translations themselves are left out.
 */
export function inLanguage<T extends { readonly translations?: Translations | null }>(
  { translations, ...row }: T,
  language: string,
): Omit<T, "translations"> {
  const said = Object.entries(textsOf(translations, language) ?? {}).filter(
    ([field, text]) => text && field in row,
  );
  return said.length > 0 ? { ...row, ...Object.fromEntries(said) } : row;
}

/** How far a language is: nothing of it written, a part, or all that the main language says. */
export type Completeness = {
  readonly state: "none" | "part" | "all";
  readonly written: number;
  readonly asked: number;
};

/** How many of the `fields` that the main language says are said in another. Blank texts count as none. */
export function completeness<F extends string>(
  fields: readonly F[],
  main: { readonly [K in F]?: string | null },
  other: { readonly [K in F]?: string | null } | null | undefined,
): Completeness {
  const isWritten = (text: string | null | undefined) => Boolean(text?.trim());
  const asked = fields.filter((field) => isWritten(main[field]));
  const written = asked.filter((field) => isWritten(other?.[field])).length;
  const state = written === 0 ? "none" : written < asked.length ? "part" : "all";
  return { state, written, asked: asked.length };
}
