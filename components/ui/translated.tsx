"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useFormContext } from "react-hook-form";
import { type Language, languages } from "@/lib/kernel/language";
import { useFormContextOfAction } from "./action-form";
import { useContentLanguages } from "./content-languages";
import { FormText } from "./form-fields";
import { type Fields, type TextProps, TranslatedGroup, useGroup } from "./translated-group";

// Fetched only where a merchant writes in several languages.
const Choice = dynamic(async () => (await import("./translated-parts")).Choice, {
  loading: () => <div className="h-10" />,
});
const Other = dynamic(async () => (await import("./translated-parts")).Other, {
  loading: () => <div className="h-16" />,
});

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
  return <TranslatedGroup.Provider value={group}>{children}</TranslatedGroup.Provider>;
}

/** The choice of the language, beside the fields it is of; nothing where there is one language only. */
export function TranslatedLanguages() {
  const { others } = useGroup();
  return others.length > 0 ? <Choice /> : null;
}

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
