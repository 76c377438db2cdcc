"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { Completeness, Language } from "@/lib/kernel/language";
import { cx } from "./class-names";

const marks = {
  none: { mark: "○", tone: "text-ink-2" },
  part: { mark: "◐", tone: "text-warning" },
  all: { mark: "●", tone: "text-success" },
} as const;

/** How far a language is, by a mark, by its colour, and in words to whoever cannot see them. */
export function LanguageMark({ how }: { how: Completeness }) {
  const t = useTranslations("ui.translated");
  return (
    <>
      <span aria-hidden="true" className={marks[how.state].tone}>
        {marks[how.state].mark}
      </span>
      <span className="sr-only">{t(how.state, how)}</span>
    </>
  );
}

/** A language to write in; `how` is null for the main one, which the others are held against. */
export type LanguageEntry = {
  readonly language: Language;
  readonly how: Completeness | null;
  /** How many of its fields have an error. */
  readonly errors: number;
};

type LanguageChoiceProps = {
  entries: readonly LanguageEntry[];
  /** An index, since the main language may be among the others, too. */
  value: number;
  onChange: (value: number) => void;
};

/** Which language the texts beside it are written in, and how far each is: by a mark, by its colour, and in words. */
export function LanguageChoice({ entries, value, onChange }: LanguageChoiceProps) {
  const t = useTranslations("ui.translated");
  const names = useTranslations("common.languages");
  const group = useId();
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-1 rounded-lg bg-sunken p-1">
      <legend className="sr-only">{t("label")}</legend>
      {entries.map(({ language, how, errors }, index) => (
        <label
          key={`${language} ${how === null}`}
          className={cx(
            "relative flex min-h-8 cursor-pointer items-center gap-1.5 rounded-md px-3 text-sm font-medium has-focus-visible:outline-2 has-focus-visible:outline-brand",
            value === index ? "bg-surface text-ink shadow-e1" : "text-ink-2 hover:text-ink",
          )}
        >
          <input
            type="radio"
            name={group}
            className="sr-only"
            checked={value === index}
            onChange={() => onChange(index)}
          />
          {how ? (
            <span aria-hidden="true" className={marks[how.state].tone}>
              {marks[how.state].mark}
            </span>
          ) : null}
          {names(language)}
          <span className="sr-only">{how ? t(how.state, how) : t("main")}</span>
          <span aria-hidden="true" className="text-xs font-normal text-ink-2">
            {how ? `${how.written}/${how.asked}` : t("main")}
          </span>
          {errors > 0 ? (
            <span className="rounded-full bg-danger-soft px-1.5 text-xs text-danger">
              {t("errors", { count: errors })}
            </span>
          ) : null}
        </label>
      ))}
    </fieldset>
  );
}
