"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import {
  type ComponentProps,
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";
import { get, useFormContext, useFormState, useWatch } from "react-hook-form";
import { completeness, type Language, languages, type Translations } from "@/lib/kernel/language";
import { useFormContextOfAction } from "./action-form";
import { useContentLanguages } from "./content-languages";
import { FormText } from "./form-fields";

// Fetched only where a merchant writes in several languages.
const LanguageChoice = dynamic(async () => (await import("./language-choice")).LanguageChoice, {
  loading: () => <div className="h-10" />,
});

type Fields = Readonly<Record<string, string>>;

type Group = {
  /** Where the form holds the translations. */
  readonly at: string;
  /** Its translatable fields, each with the name of the form's field of the main text. */
  readonly fields: Fields;
  readonly main: Language;
  readonly others: readonly Language[];
  /** Null = the main language's texts are shown. */
  readonly shown: Language | null;
  readonly show: (language: Language | null) => void;
};

const Context = createContext<Group | null>(null);

function useGroup(): Group {
  const group = useContext(Context);
  if (!group) throw new Error("This part belongs inside <TranslatedFields>.");
  return group;
}

type TranslatedFieldsProps = { at?: string; fields: Fields; children: ReactNode };

/**
 * Around the fields of a form that members read: `<TranslatedText field>` for each, `<TranslatedLanguages>` where the
 * language is chosen. Where the merchant writes in one language only, they are fields like any other.
 */
export function TranslatedFields({ at = "translations", fields, children }: TranslatedFieldsProps) {
  const { main, others: chosen } = useContentLanguages();
  const { getValues, setFocus } = useFormContext();
  const { reveal } = useFormContextOfAction();
  const [shown, show] = useState<Language | null>(null);
  const [wanted, want] = useState<string | null>(null);
  // What was written before its language was switched off stays in sight, so that it can be taken away.
  const [others] = useState(() =>
    languages.filter(
      (language) =>
        (language !== main && chosen.includes(language)) ||
        Object.values(getValues(`${at}.${language}`) ?? {}).some(Boolean),
    ),
  );
  useEffect(() => {
    const showField = (name: string) => {
      const other = others.find((language) => name.startsWith(`${at}.${language}.`)) ?? null;
      if (!other && !Object.values(fields).includes(name)) return false;
      show(other);
      want(name);
      return true;
    };
    reveal.add(showField);
    return () => {
      reveal.delete(showField);
    };
  }, [at, fields, others, reveal]);
  useEffect(() => {
    if (wanted === null) return;
    setFocus(wanted);
    want(null);
  }, [wanted, setFocus]);
  const group = useMemo(() => ({ at, fields, main, others, shown, show }), [at, fields, main, others, shown]);
  return <Context.Provider value={group}>{children}</Context.Provider>;
}

/** The choice of the language, beside the fields it is of; nothing where there is one language only. */
export function TranslatedLanguages() {
  const { others } = useGroup();
  return others.length > 0 ? <Choice /> : null;
}

function Choice() {
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

type TextProps = Omit<ComponentProps<typeof FormText>, "name"> & { field: string };

/** One text of the group: the main one, or its translation, told by what it says in the main language. */
export function TranslatedText({ field, ...props }: TextProps) {
  const { fields, others, shown } = useGroup();
  return (
    <>
      <div hidden={shown !== null} className="min-w-0">
        <FormText {...props} name={fields[field] ?? field} />
      </div>
      {others.map((language) => (
        <div key={language} hidden={shown !== language} className="min-w-0">
          <Other {...props} field={field} language={language} />
        </div>
      ))}
    </>
  );
}

function Other({ field, language, ...props }: TextProps & { language: Language }) {
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
