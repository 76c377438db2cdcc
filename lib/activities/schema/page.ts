import { z } from "zod";
import type { HexColour } from "@/lib/kernel/colour";
import { imageIdPattern } from "@/lib/kernel/image";

/** The form a page is written in now; older ones are brought forward by rules/page-upgrades.ts. */
export const PAGE_VERSION = 1;
export const MAX_BLOCKS = 30;
/** Most characters of a page as JSON. */
export const PAGE_SIZE = 100_000;

/** A colour as `#rrggbb`: nothing else a merchant gives is ever put into a style (S-23). */
export const colourSchema = z
  .string()
  .transform((text) => text.toLowerCase())
  .pipe(z.custom<HexColour>((text) => typeof text === "string" && /^#[0-9a-f]{6}$/.test(text)));

const words = (most: number) => z.string().max(most);
const line = (most: number) => words(most).regex(/^[^\n\r]*$/);

/**
 * An address a merchant may have a page lead to (S-26): a path of this site, or https of a named host; anything that a
 * browser could read as something else is none. Empty = nowhere.
 */
export const linkSchema = z.string().max(500).refine(isLink, { message: "not_a_link" });

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

/** A stored picture by its id, and what it shows in words; `null` = none chosen. */
export const imageSchema = z
  .strictObject({
    id: z.string().regex(imageIdPattern),
    alt: line(200),
  })
  .nullable();
export type PageImage = z.output<typeof imageSchema>;

const hidden = z.boolean().default(false);
const align = z.enum(["start", "centre"]).default("start");

/** What each block may say. An empty text is the product's own words, in the reader's language. */
export const blockProps = {
  banner: z.strictObject({
    hidden: z.literal(false).default(false),
    eyebrow: line(40).default(""),
    title: line(80).default(""),
    text: words(300).default(""),
    image: imageSchema.default(null),
    showPeriod: z.boolean().default(true),
    align,
  }),
  action: z.strictObject({
    hidden: z.literal(false).default(false),
    heading: line(60).default(""),
    label: line(40).default(""),
    placeholder: line(40).default(""),
    help: line(120).default(""),
    button: line(30).default(""),
  }),
  prizes: z.strictObject({
    hidden,
    heading: line(60).default(""),
    stock: z.enum(["exact", "share", "none"]).default("exact"),
  }),
  countdown: z.strictObject({
    hidden,
    to: z.enum(["start", "end"]).default("end"),
    label: line(60).default(""),
  }),
  heading: z.strictObject({ hidden, text: line(80).default(""), align }),
  text: z.strictObject({ hidden, text: words(5000).default(""), align }),
  image: z.strictObject({
    hidden,
    image: imageSchema.default(null),
    caption: line(120).default(""),
    href: linkSchema.default(""),
  }),
  steps: z.strictObject({
    hidden,
    heading: line(60).default(""),
    items: z
      .array(z.strictObject({ title: line(60).default(""), text: words(200).default("") }))
      .max(6)
      .default([]),
  }),
  faq: z.strictObject({
    hidden,
    heading: line(60).default(""),
    items: z
      .array(z.strictObject({ question: line(120).default(""), answer: words(1000).default("") }))
      .max(12)
      .default([]),
  }),
  button: z.strictObject({
    hidden,
    label: line(40).default(""),
    href: linkSchema.default(""),
    look: z.enum(["primary", "secondary"]).default("secondary"),
  }),
  share: z.strictObject({ hidden, heading: line(60).default(""), text: words(200).default("") }),
  my_prizes: z.strictObject({ hidden, label: line(40).default("") }),
  divider: z.strictObject({ hidden, gift: z.boolean().default(false) }),
  spacer: z.strictObject({ hidden, size: z.enum(["small", "medium", "large"]).default("medium") }),
  rules: z.strictObject({
    hidden: z.literal(false).default(false),
    heading: line(60).default(""),
    /** Empty = the activity's own rules. */
    text: words(5000).default(""),
  }),
} as const;

export type BlockType = keyof typeof blockProps;
export const blockTypes = Object.keys(blockProps) as BlockType[];
export type BlockProps<T extends BlockType> = z.output<(typeof blockProps)[T]>;

/** The images a page shows, in the order of its blocks. */
export function pageImages({ blocks }: { readonly blocks: readonly Block[] }): NonNullable<PageImage>[] {
  return blocks.flatMap(({ props }) => ("image" in props && props.image ? [props.image] : []));
}

/** Blocks every page has exactly one of; they are neither removed, hidden nor doubled. */
export const requiredBlocks = ["banner", "action", "rules"] as const;
export const isRequired = (type: BlockType) => requiredBlocks.some((one) => one === type);

export const blockId = z.string().regex(/^[a-z0-9-]{1,40}$/);

const blockOf = <T extends BlockType>(type: T) =>
  z.strictObject({ id: blockId, type: z.literal(type), props: blockProps[type] });

/** A block: what it is, what it says, and a name by which an edit finds it. */
export const blockSchema = z.discriminatedUnion("type", [
  blockOf("banner"),
  blockOf("action"),
  blockOf("prizes"),
  blockOf("countdown"),
  blockOf("heading"),
  blockOf("text"),
  blockOf("image"),
  blockOf("steps"),
  blockOf("faq"),
  blockOf("button"),
  blockOf("share"),
  blockOf("my_prizes"),
  blockOf("divider"),
  blockOf("spacer"),
  blockOf("rules"),
]);
export type Block = z.output<typeof blockSchema>;
export type BlockOf<T extends BlockType> = Extract<Block, { type: T }>;

export const giftIcons = ["gift", "star", "heart", "cup", "tree", "cake", "bolt", "moon"] as const;

const backgroundSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("plain") }),
  z.strictObject({ type: z.literal("colour"), colour: colourSchema }),
  z.strictObject({ type: z.literal("gradient"), from: colourSchema, to: colourSchema }),
]);

/** How a page looks. A colour that is null comes from the merchant's brand, light and dark as the reader's device asks. */
export const themeSchema = z.strictObject({
  background: backgroundSchema.default({ type: "plain" }),
  surface: colourSchema.nullable().default(null),
  text: colourSchema.nullable().default(null),
  accent: colourSchema.nullable().default(null),
  ticketStyle: z.enum(["solid", "soft", "outline"]).default("soft"),
  radius: z.enum(["none", "small", "medium", "large"]).default("medium"),
  buttonShape: z.enum(["pill", "rounded", "square"]).default("pill"),
  font: z.enum(["sans", "serif", "round"]).default("sans"),
  fontScale: z.enum(["small", "medium", "large"]).default("medium"),
  headingWeight: z.enum(["regular", "bold", "heavy"]).default("bold"),
  giftIcon: z.enum(giftIcons).default("gift"),
});
export type Theme = z.output<typeof themeSchema>;
export type ThemeKey = keyof Theme;
export const themeKeys = Object.keys(themeSchema.shape) as ThemeKey[];

/**
 * A whole page, strict: nothing unknown is stored or rendered (S-23). The banner comes first, the rules last, and there
 * is one action between them; every block has an id of its own.
 */
export const pageSchema = z
  .strictObject({
    version: z.literal(PAGE_VERSION),
    theme: themeSchema,
    blocks: z.array(blockSchema).min(requiredBlocks.length).max(MAX_BLOCKS),
  })
  .refine(({ blocks }) => new Set(blocks.map((block) => block.id)).size === blocks.length, {
    path: ["blocks"],
    message: "id_twice",
  })
  .refine(
    ({ blocks }) => requiredBlocks.every((type) => blocks.filter((b) => b.type === type).length === 1),
    {
      path: ["blocks"],
      message: "required_block",
    },
  )
  .refine(({ blocks }) => blocks[0]?.type === "banner" && blocks.at(-1)?.type === "rules", {
    path: ["blocks"],
    message: "block_order",
  })
  .refine((page) => JSON.stringify(page).length <= PAGE_SIZE, {
    path: ["blocks"],
    message: "page_too_large",
  });
export type Page = z.output<typeof pageSchema>;

/** A page from outside: of the present form, once brought forward by whoever asks (rules/page-upgrades.ts). */
export const pageInput = z.unknown();

/** How often a page was saved: what its author saw when they began, so that nobody overwrites another unseen. */
export const pageNumber = z.int().min(0).max(2_000_000_000);

export const templateNameSchema = z.string().trim().min(1).max(60);
