import type { ActivityKind } from "@/lib/activities/schema";
import type { BlockType } from "@/lib/activities/schema/blocks";
import type { Language } from "@/lib/kernel/language";
import { captionLanguages } from "@/lib/kernel/video";

/** A setting of a block: how it is asked for. `most` = characters, or points of a list. */
export type Field =
  | { readonly key: string; readonly as: "line" | "text" | "rich"; readonly most: number }
  | { readonly key: string; readonly as: "choice"; readonly options: readonly string[] }
  | { readonly key: string; readonly as: "switch" | "link" | "colour" | "phone" | "percent" }
  | { readonly key: string; readonly as: "product" | "pack" | "coupon" | "film" | "captions" }
  | { readonly key: string; readonly as: "image"; readonly shape: "banner" | "free" | "square" }
  | { readonly key: string; readonly as: "items"; readonly most: number; readonly of: readonly Field[] };

const line = (key: string, most: number): Field => ({ key, as: "line", most });
const text = (key: string, most: number): Field => ({ key, as: "text", most });
const rich = (key: string, most: number): Field => ({ key, as: "rich", most });
const choice = (key: string, ...options: string[]): Field => ({ key, as: "choice", options });
const align = choice("align", "start", "centre");
const heading = line("heading", 60);
const href: Field = { key: "href", as: "link" };
const picture = (shape: "banner" | "free" | "square"): Field => ({ key: "image", as: "image", shape });

/** What a block asks for on a page of this kind: a claim page has no box to type in. */
export function fieldsFor(type: BlockType, kind: ActivityKind): readonly Field[] {
  const boxes = ["label", "placeholder"];
  const hasNone = type === "action" && kind === "claim_page";
  return hasNone ? fieldsOf[type].filter(({ key }) => !boxes.includes(key)) : fieldsOf[type];
}

/**
 * Which of a block's settings are asked for now: a video that is played on the page leads nowhere and tells its length by
 * itself, and one that is played elsewhere has no captions of ours.
 */
export function isAsked(field: Field, type: BlockType, props: Readonly<Record<string, unknown>>): boolean {
  if (type !== "video") return true;
  return !(props.film ? ["length", "href"] : ["items"]).includes(field.key);
}

/**
 * What one more point of a list begins as: captions in the first language that none of the others are in, the merchant's
 * own before all; else nothing, and the schema says what that is.
 */
export function begunItem(
  of: readonly Field[],
  items: readonly Readonly<Record<string, unknown>>[],
  written: { readonly main: Language; readonly others: readonly Language[] },
): Readonly<Record<string, unknown>> {
  if (!of.some(({ as }) => as === "captions")) return {};
  const inTurn = [written.main, ...written.others, ...captionLanguages];
  const free = inTurn.find((language) => !items.some((item) => item.language === language));
  return { language: free ?? written.main };
}

/** Whether a page of this kind may have the block: where nothing is won, nobody is told who won. */
export const isOffered = (type: BlockType, kind: ActivityKind) =>
  type !== "winners" || kind === "code_redemption";

/** What each block asks for, in its order; the same limits as the schema's (schema/page.ts). */
export const fieldsOf: Readonly<Record<BlockType, readonly Field[]>> = {
  banner: [
    line("title", 80),
    text("text", 300),
    line("eyebrow", 40),
    picture("banner"),
    choice("height", "medium", "short", "tall"),
    choice("focus", "centre", "top", "bottom", "left", "right"),
    href,
    { key: "showPeriod", as: "switch" },
    align,
  ],
  action: [
    heading,
    line("label", 40),
    line("placeholder", 40),
    line("help", 120),
    line("button", 30),
    { key: "buttonColour", as: "colour" },
    ...["ifNotStarted", "ifSoldOut", "ifLimit", "ifNotEligible", "ifPaused", "ifEnded", "ifWon"].map((key) =>
      text(key, 200),
    ),
  ],
  prizes: [
    heading,
    choice("stock", "exact", "share", "none"),
    choice("tickets", "theme", "soft", "solid", "outline"),
    line("button", 30),
    { key: "items", as: "items", most: 20, of: [{ key: "coupon", as: "coupon" }] },
  ],
  countdown: [choice("to", "end", "start"), line("label", 60), choice("style", "boxes", "plain", "bold")],
  heading: [line("text", 80), align],
  text: [rich("text", 5000), align],
  image: [picture("free"), line("caption", 120), href],
  image_grid: [
    heading,
    choice("columns", "two", "three"),
    { key: "items", as: "items", most: 9, of: [picture("square"), href] },
  ],
  stores: [heading, { key: "map", as: "switch" }],
  follow: [
    heading,
    text("text", 200),
    picture("square"),
    { key: "phone", as: "phone" },
    line("label", 40),
    href,
  ],
  video: [
    { key: "film", as: "film" },
    picture("banner"),
    {
      key: "items",
      as: "items",
      most: 4,
      of: [{ key: "captions", as: "captions" }, choice("language", ...captionLanguages)],
    },
    line("title", 80),
    line("length", 30),
    href,
  ],
  hotspots: [
    picture("free"),
    {
      key: "items",
      as: "items",
      most: 8,
      of: [line("label", 60), href, { key: "x", as: "percent" }, { key: "y", as: "percent" }],
    },
  ],
  products: [
    heading,
    choice("columns", "two", "three"),
    { key: "price", as: "switch" },
    { key: "items", as: "items", most: 12, of: [{ key: "product", as: "product" }, picture("square"), href] },
  ],
  pack: [heading, { key: "pack", as: "pack" }, line("label", 30)],
  winners: [heading, { key: "moves", as: "switch" }],
  steps: [heading, { key: "items", as: "items", most: 6, of: [line("title", 60), text("text", 200)] }],
  faq: [heading, { key: "items", as: "items", most: 12, of: [line("question", 120), rich("answer", 1000)] }],
  button: [line("label", 40), href, choice("look", "secondary", "primary")],
  share: [heading, text("text", 200)],
  my_prizes: [line("label", 40), choice("icon", "none", "gift", "ticket", "bag")],
  divider: [{ key: "gift", as: "switch" }],
  spacer: [choice("size", "small", "medium", "large")],
  rules: [heading, rich("text", 5000)],
};
