import * as z from "zod/mini";
import type { HexColour } from "@/lib/kernel/colour";
import { imageIdPattern } from "@/lib/kernel/image";
import { languages } from "@/lib/kernel/language";
import { captionsIdPattern, MAX_VIDEO_BYTES, videoIdPattern, videoTypes } from "@/lib/kernel/video";

// The page's schemas are made of zod/mini: the editor checks every edit with them, and a whole zod is heavier than they are.

/** A colour as `#rrggbb`: nothing else a merchant gives is ever put into a style (S-23). */
export const colourSchema = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => text.toLowerCase()),
  ),
  z.custom<HexColour>((text) => typeof text === "string" && /^#[0-9a-f]{6}$/.test(text)),
);

/** A colour, or null: the one above it decides. */
export const colourOrNone = z._default(z.nullable(colourSchema), null);

/** At most `most` characters; nothing by default. */
export const words = (most: number) => z._default(z.string().check(z.maxLength(most)), "");
/** As `words`, on one line. */
export const line = (most: number) =>
  z._default(z.string().check(z.maxLength(most), z.regex(/^[^\n\r]*$/)), "");
export const yes = z._default(z.boolean(), true);
export const no = z._default(z.boolean(), false);

/** One of `options`; the first by default. */
export const choice = <const T extends readonly [string, ...string[]]>(options: T) =>
  z._default(z.enum(options), options[0]);

/**
 * An address a merchant may have a page lead to (S-26): a path of this site, or https of a named host; anything that a
 * browser could read as something else is none. Empty = nowhere.
 */
export const linkSchema = z.string().check(z.maxLength(500), z.refine(isLink, { message: "not_a_link" }));
export const link = z._default(linkSchema, "");

/** The id of a thing of this kind; empty = none chosen. */
export const idOf = (prefix: "prd" | "pak" | "cpn") =>
  z._default(z.string().check(z.regex(new RegExp(`^(?:${prefix}_[0-9a-hjkmnp-tv-z]{26})?$`))), "");

/** A whole number of percent; the middle by default. */
export const percent = z._default(z.int().check(z.gte(0), z.lte(100)), 50);

/** Whether `text` is empty, a path of this site, or an https address without a user's name. */
export function isLink(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u0020\u007f\\<>"'`]/.test(text)) return false;
  if (text === "") return true;
  if (/^\/(?![/\\])/.test(text)) {
    const base = "https://site.invalid";
    return (
      URL.canParse(text, base) && new URL(text, base).origin === base && !/%(?:2f|5c|0[0-9a-f])/i.test(text)
    );
  }
  if (!/^https:\/\/[\p{L}\p{N}]/iu.test(text) || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === "https:" && username === "" && password === "";
}

/** Whether `text` is empty or a number to call: digits, spaces and hyphens, a plus before them. */
export const isPhone = (text: string) => /^(?:\+?[0-9][0-9 ()-]{3,24})?$/.test(text);

/** The fields that are words for people, and so can be written in every language. */
export const textKeys: ReadonlySet<string> = new Set([
  ...["title", "text", "eyebrow", "heading", "label", "placeholder", "help", "button", "caption"],
  ...["question", "answer", "length", "alt"],
  ...["ifNotStarted", "ifSoldOut", "ifLimit", "ifNotEligible", "ifPaused", "ifEnded", "ifWon"],
]);

/** What the words among these fields are in other languages, each within its own limit; nothing by default. */
function translated(shape: Readonly<Record<string, z.core.$ZodType>>) {
  const fits = (field: string, text: string) => {
    const schema = textKeys.has(field) && Object.hasOwn(shape, field) ? shape[field] : undefined;
    return text !== "" && schema !== undefined && z.safeParse(schema, text).success;
  };
  const texts = z.record(z.string(), z.string()).check(
    z.refine((said) => Object.entries(said).every(([field, text]) => fits(field, text)), {
      message: "not_a_text",
    }),
  );
  return z._default(z.partialRecord(z.enum(languages), texts), {});
}

/** A part of a page: these fields and nothing else, and what its words are in other languages. */
export const part = <T extends Readonly<Record<string, z.core.$ZodType>>>(shape: T) =>
  z.strictObject({ ...shape, translations: translated(shape) });

/** A stored picture by its id, and what it shows in words; `null` = none chosen. */
export const imageSchema = z.nullable(
  part({
    id: z.string().check(z.regex(imageIdPattern)),
    alt: z.string().check(z.maxLength(200), z.regex(/^[^\n\r]*$/)),
  }),
);
export type PageImage = z.output<typeof imageSchema>;
export const image = z._default(imageSchema, null);

const fileName = line(120);
const side = z.int().check(z.gte(16), z.lte(4096));

/** A stored video by its id and what it was found to be, and what its file was called; `null` = none chosen. */
export const filmSchema = z.nullable(
  z.strictObject({
    id: z.string().check(z.regex(videoIdPattern)),
    type: z.enum(videoTypes),
    width: side,
    height: side,
    bytes: z.int().check(z.gte(1), z.lte(MAX_VIDEO_BYTES)),
    name: fileName,
  }),
);
export const film = z._default(filmSchema, null);

/** Stored captions by their id, and what their file was called; `null` = none chosen. */
export const captionsSchema = z.nullable(
  z.strictObject({ id: z.string().check(z.regex(captionsIdPattern)), name: fileName }),
);
export const captions = z._default(captionsSchema, null);
