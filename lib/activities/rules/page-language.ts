import { type Block, blockProps, blockTexts } from "@/lib/activities/schema/blocks";
import type { Page } from "@/lib/activities/schema/page";
import { type Completeness, completeness, inLanguage, type Language } from "@/lib/kernel/language";

type Fields = Readonly<Record<string, unknown>>;
type Words = { readonly [L in Language]?: Readonly<Record<string, string | undefined>> };

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const wordsOf = (fields: Fields): Words =>
  isFields(fields.translations) ? (fields.translations as Words) : {};

/** Fields with their own texts and those of what stands in them in `language`; their translations are left out. */
function picked(fields: Fields, language: string): Fields {
  const { translations: _, ...rest } = fields;
  const said = inLanguage({ ...rest, translations: wordsOf(fields) }, language);
  return Object.fromEntries(
    Object.entries(said).map(([key, value]) => {
      if (Array.isArray(value))
        return [key, value.map((item) => (isFields(item) ? picked(item, language) : item))];
      return [key, isFields(value) ? picked(value, language) : value];
    }),
  );
}

/**
 * The page as it is read in `language`: each text in it where it was written, else as the merchant's main language has it,
 * text by text. No other language's words are left in it, so what is made of it can be kept and given to every reader of
 * `language`; reading it again changes nothing.
 */
export function pageIn(page: Page, language: string): Page {
  const blocks = page.blocks.map((block): Block => {
    const props = blockProps[block.type].parse(picked(block.props, language));
    return { ...block, props } as Block;
  });
  return { ...page, blocks };
}

/** The texts of one part of a block: its own, one of its points', or its picture's. */
export type TextPart = {
  /** Where the part stands in the block's properties; empty = the block itself. */
  readonly at: readonly (string | number)[];
  readonly fields: readonly string[];
  readonly main: Readonly<Record<string, string>>;
  readonly said: Words;
};

const partOf = (at: TextPart["at"], fields: Fields, keys: readonly string[]): TextPart => ({
  at,
  fields: keys,
  main: Object.fromEntries(keys.map((key) => [key, String(fields[key] ?? "")])),
  said: wordsOf(fields),
});

/** Every part of a block that has texts to be written in other languages, in its order. */
export function textParts({ type, props }: Block): TextPart[] {
  const { own, items } = blockTexts(type);
  const fields: Fields = props;
  const parts = own.length > 0 ? [partOf([], fields, own)] : [];
  if (isFields(fields.image)) parts.push(partOf(["image"], fields.image, ["alt"]));
  const points = Array.isArray(fields.items) ? fields.items : [];
  for (const [at, point] of points.entries()) {
    if (!isFields(point)) continue;
    if (items.length > 0) parts.push(partOf(["items", at], point, items));
    if (isFields(point.image)) parts.push(partOf(["items", at, "image"], point.image, ["alt"]));
  }
  return parts;
}

/** How far blocks are said in `language`, of what the main language says in them. */
export function pageCompleteness(blocks: readonly Block[], language: Language): Completeness {
  const all = blocks
    .flatMap(textParts)
    .map(({ fields, main, said }) => completeness(fields, main, said[language]));
  const asked = all.reduce((sum, one) => sum + one.asked, 0);
  const written = all.reduce((sum, one) => sum + one.written, 0);
  return { state: written === 0 ? "none" : written < asked ? "part" : "all", written, asked };
}

/** The properties of a block with one text of a part written in `language`; an empty one is taken out again. */
export function withText(
  props: Fields,
  { at, language, field, text }: { at: TextPart["at"]; language: Language; field: string; text: string },
): Fields {
  const [step, ...rest] = at;
  if (step === undefined) {
    const words = wordsOf(props);
    const { [field]: _, ...others } = words[language] ?? {};
    const said = text === "" ? others : { ...others, [field]: text };
    const { [language]: _gone, ...languages } = words;
    const translations = Object.keys(said).length > 0 ? { ...languages, [language]: said } : languages;
    return { ...props, translations };
  }
  const inner: unknown = props[step];
  const deeper = (part: unknown, way: TextPart["at"]) =>
    isFields(part) ? withText(part, { at: way, language, field, text }) : part;
  if (!Array.isArray(inner)) return { ...props, [step]: deeper(inner, rest) };
  const [index, ...further] = rest;
  return { ...props, [step]: inner.map((item, place) => (place === index ? deeper(item, further) : item)) };
}
