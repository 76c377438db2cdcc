"use client";

import { useTranslations } from "next-intl";
import type { ContentLanguages } from "@/components/ui/content-languages";
import { LanguageChoice, LanguageMark } from "@/components/ui/language-choice";
import { TextField } from "@/components/ui/text-field";
import { pageCompleteness, type TextPart, textParts, withText } from "@/lib/activities/rules/page-language";
import type { ActivityKind } from "@/lib/activities/schema";
import type { Block } from "@/lib/activities/schema/blocks";
import type { Language } from "@/lib/kernel/language";
import { fieldsFor } from "./fields";
import type { PageEditor } from "./use-page-editor";

type WritingChoiceProps = {
  block: Block;
  languages: ContentLanguages;
  writing: Language | null;
  onWrite: (language: Language | null) => void;
};

/** In which language a section's words are written, and how far each is. */
export function WritingChoice({ block, languages: { main, others }, writing, onWrite }: WritingChoiceProps) {
  const entries = [
    { language: main, how: null, errors: 0 },
    ...others.map((language) => ({ language, how: pageCompleteness([block], language), errors: 0 })),
  ];
  return (
    <LanguageChoice
      entries={entries}
      value={writing === null ? 0 : others.indexOf(writing) + 1}
      onChange={(index) => onWrite(others[index - 1] ?? null)}
    />
  );
}

/** How far the whole page is in each language beside the merchant's own; nothing where it says nothing or has no other. */
export function PageLanguages({ blocks, others }: { blocks: readonly Block[]; others: readonly Language[] }) {
  const t = useTranslations("page-editor");
  const names = useTranslations("common.languages");
  const said = others.map((language) => ({ language, how: pageCompleteness(blocks, language) }));
  const shown = said.filter(({ how }) => how.asked > 0);
  if (shown.length === 0) return null;
  return (
    <ul aria-label={t("wholePage")} className="flex flex-wrap gap-x-3 gap-y-1 px-1 text-xs text-ink-2">
      {shown.map(({ language, how }) => (
        <li key={language} className="flex items-center gap-1.5">
          <LanguageMark how={how} />
          {names(language)}
          <span aria-hidden="true" className="tabular-nums">{`${how.written}/${how.asked}`}</span>
        </li>
      ))}
    </ul>
  );
}

/** How far a section is in the other languages together; nothing where it has no words, or all of them are there. */
export function SectionMark({ block, others }: { block: Block; others: readonly Language[] }) {
  const all = others.map((language) => pageCompleteness([block], language));
  const worst = all.find(({ state }) => state === "none") ?? all.find(({ state }) => state === "part");
  return worst && worst.asked > 0 ? <LanguageMark how={worst} /> : null;
}

type TranslatedSettingsProps = {
  block: Block;
  kind: ActivityKind;
  editor: PageEditor;
  main: Language;
  language: Language;
};

/** A section's words in another language, each beside what the merchant's own says; nothing written = that is read. */
export function TranslatedSettings({ block, kind, editor, main, language }: TranslatedSettingsProps) {
  const t = useTranslations("page-editor");
  const names = useTranslations("common.languages");
  const says = useTranslations("ui.translated");
  const asked = new Set(fieldsFor(block.type, kind).map(({ key }) => key));
  const parts = textParts(block);
  if (parts.length === 0) return <p className="text-sm text-ink-2">{t("noWords")}</p>;
  return parts.map((part) => {
    const point = part.at[0] === "items" && typeof part.at[1] === "number" ? part.at[1] + 1 : null;
    const shown = part.fields.filter((field) => part.at.length > 0 || asked.has(field));
    return shown.map((field) => {
      const label = field === "alt" ? t("alt") : t(`fields.${field}`);
      const own = part.main[field] ?? "";
      return (
        <TextField
          key={`${part.at.join("-")}-${field}`}
          label={point === null ? label : `${t("item", { number: point })} · ${label}`}
          help={own ? `${says("says", { language: names(main) })} ${own}` : undefined}
          value={part.said[language]?.[field] ?? ""}
          maxLength={mostOf(block, kind, part, field)}
          multiline={isLong(block, kind, part, field)}
          onChange={(text) => {
            const props = withText(block.props, { at: part.at, language, field, text });
            editor.edit({ do: "props", id: block.id, props });
          }}
        />
      );
    });
  });
}

function fieldOf(block: Block, kind: ActivityKind, { at }: TextPart, field: string) {
  const own = fieldsFor(block.type, kind);
  if (at.length === 0) return own.find(({ key }) => key === field);
  const list = own.find((one) => one.as === "items");
  return list?.as === "items" ? list.of.find(({ key }) => key === field) : undefined;
}

function mostOf(block: Block, kind: ActivityKind, part: TextPart, field: string): number {
  const asked = field === "alt" ? undefined : fieldOf(block, kind, part, field);
  return asked && "most" in asked ? asked.most : 200;
}

function isLong(block: Block, kind: ActivityKind, part: TextPart, field: string): boolean {
  const asked = fieldOf(block, kind, part, field);
  return asked?.as === "text" || asked?.as === "rich";
}
