"use client";

import { useTranslations } from "next-intl";
import { get, useFormState, useWatch } from "react-hook-form";
import { completeness, type Language, type Translations } from "@/lib/kernel/language";
import { FormText } from "./form-fields";
import { LanguageChoice } from "./language-choice";
import { type TextProps, useGroup } from "./translated-group";

/** The languages of a group of texts, with how far each is and how many of its fields have an error. */
export function Choice() {
  const { at, fields, main, others, shown, show } = useGroup();
  const { errors } = useFormState();
  const names = Object.keys(fields);
  const texts: (string | undefined)[] = useWatch({ name: Object.values(fields) });
  const all: Translations | undefined = useWatch({ name: at });
  const said = Object.fromEntries(names.map((name, index) => [name, texts[index]]));
  const count = (paths: readonly string[]) => paths.filter((path) => get(errors, path)).length;
  const entries = others.map((language) => ({
    language,
    how: completeness(names, said, all?.[language]),
    errors: count(names.map((name) => `${at}.${language}.${name}`)),
  }));
  return (
    <LanguageChoice
      entries={[{ language: main, how: null, errors: count(Object.values(fields)) }, ...entries]}
      value={shown ? others.indexOf(shown) + 1 : 0}
      onChange={(index) => show(others[index - 1] ?? null)}
    />
  );
}

/** The translation of one text, told by what it says in the main language. */
export function Other({ field, language, ...props }: TextProps & { language: Language }) {
  const t = useTranslations("ui.translated");
  const names = useTranslations("common.languages");
  const { at, fields, main } = useGroup();
  const said: string | undefined = useWatch({ name: fields[field] ?? field });
  const { label, multiline, rows, maxLength } = props;
  const help = said?.trim() ? (
    <>
      {t("says", { language: names(main) })} <span className="line-clamp-4 whitespace-pre-line">{said}</span>
    </>
  ) : (
    t("nothing", { language: names(main) })
  );
  return (
    <FormText
      {...{ multiline, rows, maxLength, help }}
      name={`${at}.${language}.${field}`}
      label={t("field", { label, language: names(language) })}
    />
  );
}
