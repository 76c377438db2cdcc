"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { ImageField } from "@/components/images/image-field";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import type { ContentLanguages } from "@/components/ui/content-languages";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { TextField } from "@/components/ui/text-field";
import { useRefusalWords } from "@/components/ui/use-refusal-words";
import type { PageGoods } from "@/lib/activities/queries/page-goods";
import type { ActivityKind } from "@/lib/activities/schema";
import { type Block, unfinishedVideo } from "@/lib/activities/schema/blocks";
import { imageSchema, isLink, isPhone } from "@/lib/activities/schema/scalars";
import { isHexColour } from "@/lib/kernel/colour";
import type { Language } from "@/lib/kernel/language";
import { ColourControl } from "./colour-control";
import { type Field, fieldsFor, isAsked } from "./fields";
import { GoodField } from "./good-field";
import { PointList } from "./point-list";
import { TranslatedSettings, WritingChoice } from "./translated-settings";
import type { PageEditor } from "./use-page-editor";
import { useTyped } from "./use-typed";

// Few pages have a video: nobody else loads what sends one in.
const FilmField = dynamic(() => import("./media-field").then((part) => part.FilmField), { ssr: false });
const CaptionsField = dynamic(() => import("./media-field").then((part) => part.CaptionsField), {
  ssr: false,
});

type Coupons = readonly { readonly id: string; readonly name: string }[];
type Values = Readonly<Record<string, unknown>>;

type BlockSettingsProps = {
  place: ActionPlace;
  kind: ActivityKind;
  block: Block;
  editor: PageEditor;
  /** What is known of the products and packs the page names. */
  goods: PageGoods;
  /** What can be won in the activity. */
  coupons: Coupons;
  languages: ContentLanguages;
  /** Which language is written beside the merchant's own; null = that. */
  writing: Language | null;
  onWrite: (language: Language | null) => void;
};

/** The settings of the chosen block. */
export function BlockSettings(props: BlockSettingsProps) {
  const { place, kind, block, editor, goods, coupons, languages, writing, onWrite } = props;
  const t = useTranslations("page-editor");
  const set = (key: string, value: unknown) =>
    editor.edit({ do: "props", id: block.id, props: { [key]: value } });
  const asked = fieldsFor(block.type, kind).filter((field) => isAsked(field, block.type, block.props));
  return (
    <section aria-labelledby="settings-of" className="grid gap-4">
      {languages.others.length > 0 ? <WritingChoice {...{ block, languages, writing, onWrite }} /> : null}
      <div className="grid gap-0.5">
        <h2 id="settings-of" className="text-md font-semibold">
          {t(`blocks.${block.type}.name`)}
        </h2>
        <p className="text-xs text-ink-2">{t(`blocks.${block.type}.about`)}</p>
      </div>
      {writing ? (
        <TranslatedSettings {...{ block, kind, editor }} main={languages.main} language={writing} />
      ) : null}
      {(writing ? [] : asked).map((field) => (
        <FieldControl
          {...{ place, goods, coupons, field }}
          key={`${block.id}-${field.key}`}
          values={block.props}
          onSet={set}
        />
      ))}
      {writing ? null : <StillNeeded block={block} />}
    </section>
  );
}

/** What a video still needs before the page can be published. */
function StillNeeded({ block }: { block: Block }) {
  const words = useRefusalWords();
  const code = unfinishedVideo([block])?.code;
  return code ? <Banner tone="warning">{words({ code })}</Banner> : null;
}

type FieldControlProps = {
  place: ActionPlace;
  goods: PageGoods;
  coupons: Coupons;
  field: Field;
  values: Values;
  onSet: (key: string, value: unknown) => void;
};

function FieldControl({ place, goods, coupons, field, values, onSet }: FieldControlProps) {
  const t = useTranslations("page-editor");
  const { key } = field;
  const value = values[key];
  const words = typeof value === "string" ? value : "";
  const label = t(`fields.${key}`);
  const help = t.has(`help.${key}`) ? t(`help.${key}`) : undefined;
  const set = (next: unknown) => onSet(key, next);
  switch (field.as) {
    case "line":
      return <TextField label={label} help={help} value={words} maxLength={field.most} onChange={set} />;
    case "text":
      return (
        <TextField label={label} help={help} value={words} maxLength={field.most} multiline onChange={set} />
      );
    case "rich":
      return (
        <TextField
          label={label}
          help={t("help.rich")}
          value={words}
          maxLength={field.most}
          multiline
          rows={7}
          onChange={set}
        />
      );
    case "choice":
      return (
        <Select
          label={label}
          value={words}
          onChange={set}
          options={field.options.map((option) => ({ value: option, label: t(`options.${key}.${option}`) }))}
        />
      );
    case "switch":
      return <Switch label={label} value={value === true} onChange={set} />;
    case "colour":
      return (
        <ColourControl
          label={label}
          value={isHexColour(words) ? words : null}
          fallback="#bc3a15"
          onChange={set}
        />
      );
    case "phone":
      return (
        <CheckedField
          label={label}
          help={help}
          value={words}
          fits={isPhone}
          wrong={t("notPhone")}
          onChange={set}
        />
      );
    case "link":
      return (
        <CheckedField
          label={label}
          help={t("help.href")}
          value={words}
          fits={isLink}
          wrong={t("notLink")}
          placeholder="https://"
          onChange={set}
        />
      );
    case "image":
      return (
        <ImageField
          label={label}
          place={place}
          shape={field.shape}
          value={imageSchema.safeParse(value).data ?? null}
          onChange={(next) => set(keptWords(value, next))}
        />
      );
    case "film":
      return <FilmField {...{ place, label, value }} onChange={set} />;
    case "captions":
      return <CaptionsField {...{ place, label, value }} onChange={set} />;
    case "percent":
      return (
        <NumberField
          label={label}
          suffix="%"
          value={typeof value === "number" ? value : null}
          onChange={(next) => (next !== null && next <= 100 ? set(next) : undefined)}
        />
      );
    case "coupon":
      return (
        <Select
          label={label}
          value={words}
          placeholder={t("goods.none")}
          options={coupons.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={set}
        />
      );
    case "product":
    case "pack":
      return <GoodField {...{ place, goods, label }} kind={field.as} value={words} onChange={set} />;
    case "items":
      return (
        <PointList {...{ field }} values={value} onSet={set}>
          {(inner, point, onPoint) => (
            <FieldControl
              {...{ place, goods, coupons }}
              key={inner.key}
              field={inner}
              values={point}
              onSet={onPoint}
            />
          )}
        </PointList>
      );
  }
}

/** A picture with what was said of it in other languages, as long as it is the same one. */
function keptWords(before: unknown, next: { id: string; alt: string } | null) {
  const old = imageSchema.safeParse(before).data;
  return next && old?.id === next.id ? { ...next, translations: old.translations } : next;
}

type CheckedFieldProps = {
  label: string;
  help: string | undefined;
  value: string;
  fits: (text: string) => boolean;
  wrong: string;
  placeholder?: string;
  onChange: (value: string) => void;
};

/** An address or a number to call. One that is none stays here, with what is wrong, until it is one. */
function CheckedField({ label, help, value, fits, wrong, placeholder, onChange }: CheckedFieldProps) {
  const [typed, setTyped] = useTyped(value);
  return (
    <TextField
      label={label}
      help={help}
      error={fits(typed) ? undefined : wrong}
      value={typed}
      maxLength={500}
      placeholder={placeholder}
      onChange={(next) => {
        setTyped(next);
        if (fits(next)) onChange(next);
      }}
    />
  );
}
