import * as z from "zod/mini";
import {
  captions,
  choice,
  colourOrNone,
  film,
  idOf,
  image,
  isPhone,
  line,
  link,
  no,
  type PageImage,
  part,
  percent,
  textKeys,
  words,
  yes,
} from "@/lib/activities/schema/scalars";
import { captionLanguages } from "@/lib/kernel/video";

const hidden = no;
const never = z._default(z.literal(false), false);
const align = choice(["start", "centre"]);
const heading = line(60);

const list = <T extends z.core.SomeType>(item: T, most: number) =>
  z._default(z.array(item).check(z.maxLength(most)), []);

/** What each block may say. An empty text is the product's own words, in the reader's language. */
export const blockProps = {
  banner: part({
    hidden: never,
    eyebrow: line(40),
    title: line(80),
    text: words(300),
    image,
    /** How high the picture stands, and which part of it stays in sight where it is cut. */
    height: choice(["medium", "short", "tall"]),
    focus: choice(["centre", "top", "bottom", "left", "right"]),
    href: link,
    showPeriod: yes,
    align,
  }),
  action: part({
    hidden: never,
    heading,
    label: line(40),
    placeholder: line(40),
    help: line(120),
    button: line(30),
    /** Null = the theme's accent. What is written on it is made to be read there. */
    buttonColour: colourOrNone,
    /** What else is said in each state, beside the product's own words. */
    ifNotStarted: words(200),
    ifSoldOut: words(200),
    ifLimit: words(200),
    ifNotEligible: words(200),
    ifPaused: words(200),
    ifEnded: words(200),
    ifWon: words(200),
  }),
  prizes: part({
    hidden,
    heading,
    stock: choice(["exact", "share", "none"]),
    tickets: choice(["theme", "soft", "solid", "outline"]),
    button: line(30),
    /** Which of the activity's coupons, in which order; none = all of them in the activity's order. */
    items: list(part({ coupon: idOf("cpn") }), 20),
  }),
  countdown: part({
    hidden,
    to: z._default(z.enum(["start", "end"]), "end"),
    label: line(60),
    style: choice(["boxes", "plain", "bold"]),
  }),
  heading: part({ hidden, text: line(80), align }),
  text: part({ hidden, text: words(5000), align }),
  image: part({ hidden, image, caption: line(120), href: link }),
  image_grid: part({
    hidden,
    heading,
    columns: choice(["two", "three"]),
    items: list(part({ image, href: link }), 9),
  }),
  stores: part({ hidden, heading, map: yes }),
  follow: part({
    hidden,
    heading,
    text: words(200),
    image,
    phone: z._default(z.string().check(z.refine(isPhone, { message: "not_a_phone" })), ""),
    label: line(40),
    href: link,
  }),
  video: part({
    hidden,
    /** Played on the page, with the picture before it begins. Null = the picture leads to where it is played, at `href`. */
    film,
    image,
    /** What is said in it, in each language that its captions are in. */
    items: list(part({ captions, language: choice(captionLanguages) }), 4),
    title: line(80),
    length: line(30),
    href: link,
  }),
  hotspots: part({
    hidden,
    image,
    /** Where on the picture, in percent of its width and height, and what is there. */
    items: list(part({ label: line(60), href: link, x: percent, y: percent }), 8),
  }),
  products: part({
    hidden,
    heading,
    columns: choice(["two", "three"]),
    price: yes,
    items: list(part({ product: idOf("prd"), image, href: link }), 12),
  }),
  pack: part({ hidden, heading, pack: idOf("pak"), label: line(30) }),
  winners: part({ hidden, heading, moves: yes }),
  steps: part({
    hidden,
    heading,
    items: list(part({ title: line(60), text: words(200) }), 6),
  }),
  faq: part({
    hidden,
    heading,
    items: list(part({ question: line(120), answer: words(1000) }), 12),
  }),
  button: part({
    hidden,
    label: line(40),
    href: link,
    look: z._default(z.enum(["primary", "secondary"]), "secondary"),
  }),
  share: part({ hidden, heading, text: words(200) }),
  my_prizes: part({ hidden, label: line(40), icon: choice(["none", "gift", "ticket", "bag"]) }),
  divider: part({ hidden, gift: no }),
  spacer: part({ hidden, size: z._default(z.enum(["small", "medium", "large"]), "medium") }),
  rules: part({
    hidden: never,
    heading,
    /** Empty = the activity's own rules. */
    text: words(5000),
  }),
} as const;

export type BlockType = keyof typeof blockProps;
export const blockTypes = Object.keys(blockProps) as BlockType[];
export type BlockProps<T extends BlockType> = z.output<(typeof blockProps)[T]>;

type Shape = Readonly<Record<string, z.core.$ZodType>>;
const textsOf = (shape: Shape) => Object.keys(shape).filter((key) => textKeys.has(key));

/** The fields of the points of a block's list; none where it has no list. */
function pointShape({ items }: Shape): Shape {
  const points = items instanceof z.ZodMiniDefault ? items.def.innerType : null;
  const point = points instanceof z.ZodMiniArray ? points.def.element : null;
  return point instanceof z.ZodMiniObject ? point.shape : {};
}

/** Which fields of a block, and of its points, are words to be written in other languages. */
export function blockTexts(type: BlockType): {
  readonly own: readonly string[];
  readonly items: readonly string[];
} {
  const { shape } = blockProps[type];
  return { own: textsOf(shape), items: textsOf(pointShape(shape)) };
}

/** Blocks every page has exactly one of; they are neither removed, hidden nor doubled. */
export const requiredBlocks = ["banner", "action", "rules"] as const;
export const isRequired = (type: BlockType) => requiredBlocks.some((one) => one === type);

export const blockId = z.string().check(z.regex(/^[a-z0-9-]{1,40}$/));

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
  blockOf("image_grid"),
  blockOf("stores"),
  blockOf("follow"),
  blockOf("video"),
  blockOf("hotspots"),
  blockOf("products"),
  blockOf("pack"),
  blockOf("winners"),
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

/** The pictures a block shows, in their order. */
export function blockImages({ props }: Block): NonNullable<PageImage>[] {
  const own = "image" in props && props.image ? [props.image] : [];
  const inner = "items" in props ? props.items : [];
  return [...own, ...inner.flatMap((item) => ("image" in item && item.image ? [item.image] : []))];
}

type Film = NonNullable<BlockProps<"video">["film"]>;

/** The videos that blocks play, and the captions of these. */
export function blockMedia(blocks: readonly Block[]): { videos: Film[]; captions: string[] } {
  const props = blocks.flatMap((block) => (block.type === "video" ? [block.props] : []));
  return {
    videos: props.flatMap(({ film }) => film ?? []),
    captions: props.flatMap(({ items }) => items.flatMap((item) => item.captions?.id ?? [])),
  };
}

/** What a video still needs before anybody may be shown it: a picture before it begins, and its words (ux.md 3.2). */
export function unfinishedVideo(
  blocks: readonly Block[],
): { readonly code: "video_without_picture" | "video_without_captions"; readonly section: string } | null {
  for (const block of blocks) {
    if (block.type !== "video" || !block.props.film) continue;
    if (!block.props.image) return { code: "video_without_picture", section: block.id };
    if (!block.props.items.some(({ captions }) => captions))
      return { code: "video_without_captions", section: block.id };
  }
  return null;
}

export type NamedGoods = {
  readonly productIds: readonly string[];
  readonly packIds: readonly string[];
  /** Pictures that stand in a shape of their own. */
  readonly pictureIds: readonly string[];
};

/** What of the catalogue, the packs and the pictures blocks name and cannot be drawn without: each once, in the order of ids. */
export function namedGoods(blocks: readonly Block[]): NamedGoods {
  const products = blocks.flatMap((block) =>
    block.type === "products" ? block.props.items.map(({ product }) => product) : [],
  );
  const packs = blocks.flatMap((block) => (block.type === "pack" ? [block.props.pack] : []));
  const once = (ids: readonly string[]) => [...new Set(ids)].filter((id) => id !== "").sort();
  const pictures = blocks.flatMap((block) =>
    block.type === "image" || block.type === "hotspots" ? (block.props.image?.id ?? "") : [],
  );
  return { productIds: once(products), packIds: once(packs), pictureIds: once(pictures) };
}
