import * as z from "zod/mini";
import {
  choice,
  colourOrNone,
  idOf,
  image,
  isPhone,
  line,
  link,
  no,
  type PageImage,
  percent,
  words,
  yes,
} from "@/lib/activities/schema/scalars";

const hidden = no;
const never = z._default(z.literal(false), false);
const align = choice(["start", "centre"]);
const heading = line(60);

const list = <T extends z.core.SomeType>(item: T, most: number) =>
  z._default(z.array(item).check(z.maxLength(most)), []);

/** What each block may say. An empty text is the product's own words, in the reader's language. */
export const blockProps = {
  banner: z.strictObject({
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
  action: z.strictObject({
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
  prizes: z.strictObject({
    hidden,
    heading,
    stock: choice(["exact", "share", "none"]),
    tickets: choice(["theme", "soft", "solid", "outline"]),
    button: line(30),
    /** Which of the activity's coupons, in which order; none = all of them in the activity's order. */
    items: list(z.strictObject({ coupon: idOf("cpn") }), 20),
  }),
  countdown: z.strictObject({
    hidden,
    to: z._default(z.enum(["start", "end"]), "end"),
    label: line(60),
    style: choice(["boxes", "plain", "bold"]),
  }),
  heading: z.strictObject({ hidden, text: line(80), align }),
  text: z.strictObject({ hidden, text: words(5000), align }),
  image: z.strictObject({ hidden, image, caption: line(120), href: link }),
  image_grid: z.strictObject({
    hidden,
    heading,
    columns: choice(["two", "three"]),
    items: list(z.strictObject({ image, href: link }), 9),
  }),
  stores: z.strictObject({ hidden, heading, map: yes }),
  follow: z.strictObject({
    hidden,
    heading,
    text: words(200),
    image,
    phone: z._default(z.string().check(z.refine(isPhone, { message: "not_a_phone" })), ""),
    label: line(40),
    href: link,
  }),
  video: z.strictObject({ hidden, image, title: line(80), length: line(30), href: link }),
  hotspots: z.strictObject({
    hidden,
    image,
    /** Where on the picture, in percent of its width and height, and what is there. */
    items: list(z.strictObject({ label: line(60), href: link, x: percent, y: percent }), 8),
  }),
  products: z.strictObject({
    hidden,
    heading,
    columns: choice(["two", "three"]),
    price: yes,
    items: list(z.strictObject({ product: idOf("prd"), image, href: link }), 12),
  }),
  pack: z.strictObject({ hidden, heading, pack: idOf("pak"), label: line(30) }),
  winners: z.strictObject({ hidden, heading, moves: yes }),
  steps: z.strictObject({
    hidden,
    heading,
    items: list(z.strictObject({ title: line(60), text: words(200) }), 6),
  }),
  faq: z.strictObject({
    hidden,
    heading,
    items: list(z.strictObject({ question: line(120), answer: words(1000) }), 12),
  }),
  button: z.strictObject({
    hidden,
    label: line(40),
    href: link,
    look: z._default(z.enum(["primary", "secondary"]), "secondary"),
  }),
  share: z.strictObject({ hidden, heading, text: words(200) }),
  my_prizes: z.strictObject({ hidden, label: line(40), icon: choice(["none", "gift", "ticket", "bag"]) }),
  divider: z.strictObject({ hidden, gift: no }),
  spacer: z.strictObject({ hidden, size: z._default(z.enum(["small", "medium", "large"]), "medium") }),
  rules: z.strictObject({
    hidden: never,
    heading,
    /** Empty = the activity's own rules. */
    text: words(5000),
  }),
} as const;

export type BlockType = keyof typeof blockProps;
export const blockTypes = Object.keys(blockProps) as BlockType[];
export type BlockProps<T extends BlockType> = z.output<(typeof blockProps)[T]>;

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

/** What of the catalogue and the packs blocks name: each once, in the order of ids. */
export function namedGoods(blocks: readonly Block[]): { productIds: string[]; packIds: string[] } {
  const products = blocks.flatMap((block) =>
    block.type === "products" ? block.props.items.map(({ product }) => product) : [],
  );
  const packs = blocks.flatMap((block) => (block.type === "pack" ? [block.props.pack] : []));
  const once = (ids: readonly string[]) => [...new Set(ids)].filter((id) => id !== "").sort();
  return { productIds: once(products), packIds: once(packs) };
}
