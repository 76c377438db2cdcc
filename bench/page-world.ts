import sharp from "sharp";
import type { Offer, World } from "@/bench/claim-world";
import { makeProduct, memberScope, testScope } from "@/db/seed/factories";
import { makePack, packForm, saleOf } from "@/db/seed/packs";
import { putPage } from "@/db/seed/test-pages";
import { sendVideo } from "@/db/seed/test-videos";
import { mp4 } from "@/db/seed/videos";
import { makeParticipation } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { newBlock } from "@/lib/activities/rules/page-edits";
import { presetPage } from "@/lib/activities/rules/page-presets";
import { type BlockType, blockTypes } from "@/lib/activities/schema/blocks";
import { MAX_BLOCKS, type Page, pageSchema } from "@/lib/activities/schema/page";
import { tellWin } from "@/lib/activities/tell-win";
import type { ImageRef } from "@/lib/kernel/image";
import { keepImage } from "@/lib/merchants/keep-image";
import type { Scope } from "@/lib/platform/auth/scope";
import { imageKey } from "@/lib/platform/images/serve";
import { storage } from "@/lib/platform/storage/storage";

/** Most bytes of a hero as a phone fetches it (ux.md UX-13), and the least that one worth its name has. */
const HERO_KB = { least: 25, most: 60 };

/**
 * Gives an activity a page as full as one may be: a preset's look, every kind of section in it, and a hero, pictures, a
 * film, products, a pack and winners that are really there. Tells how heavy the hero is as a phone fetches it.
 */
export async function decorateFully(world: World, offer: Offer): Promise<{ heroKb: number }> {
  const scope = testScope(world.merchantId);
  const hero = await photo(scope, 1, 750, 420);
  const heroKb = await kilobytes(hero.id);
  if (heroKb < HERO_KB.least || heroKb > HERO_KB.most) throw new Error(`the hero weighs ${heroKb} kB`);
  const pictures = await Promise.all([2, 3, 4, 5].map((seed) => photo(scope, seed, 480, 480)));
  const sent = await sendVideo(scope, mp4());
  if (!sent.ok) throw new Error(`a film was refused: ${sent.refusal.code}`);
  const packId = await makePack(
    world.merchantId,
    packForm([offer.couponId], { type: "paid", sale: saleOf() }),
  );
  for (const { id: memberId } of world.members.slice(0, 5)) {
    const { activityId, poolId } = offer;
    const win = { activityId, poolId, memberId, at: new Date() };
    const { id } = await inTransaction((tx) => makeParticipation(tx, world.merchantId, win));
    await tellWin(memberScope(world.merchantId, memberId), { participationId: id, tell: true });
  }
  const names = ["Oolong", "Sencha", "Assam", "Pu'er"];
  const products = await inTransaction((tx) =>
    Promise.all(names.map((name) => makeProduct(tx, world.merchantId, { name }))),
  );
  const film = { ...sent.value, name: "tea.mp4" };
  const page = fullPage(hero, {
    image: { image: pictures[0], caption: "Leaves of this spring" },
    image_grid: { items: pictures.map((image) => ({ image, href: "" })) },
    hotspots: { image: pictures[1], items: [{ label: "The pot", href: "", x: 30, y: 40 }] },
    video: { film, image: hero, title: "How it is made", length: "0:20" },
    products: { items: products.map((product, n) => ({ product, image: pictures[n] ?? null, href: "" })) },
    pack: { pack: packId },
    steps: { items: [1, 2, 3].map((n) => ({ title: `Step ${n}`, text: "Come by and tell the word." })) },
    faq: { items: [{ question: "Until when?", answer: "As long as there is any." }] },
    follow: { text: "Tea every week", phone: "+852 2345 6789" },
    heading: { text: "What there is to know" },
    text: { text: "**Tea** for two, [order here](/m/bench).\n\n- one\n- two" },
  });
  await inTransaction((tx) => putPage(tx, world.merchantId, offer.activityId, page));
  return { heroKb };
}

type Filling = Partial<Record<BlockType, Readonly<Record<string, unknown>>>>;

/** Every kind of section at least once, then headings and texts until there is room for none. */
function fullPage(hero: ImageRef, filling: Filling): Page {
  const page = presetPage("christmas");
  const filled = (type: BlockType, id: string) => {
    const block = newBlock(type, id);
    return { ...block, props: { ...block.props, ...filling[type] } };
  };
  const there = new Set(page.blocks.map(({ type }) => type));
  const kinds = blockTypes
    .filter((type) => !there.has(type))
    .map((type) => filled(type, `x-${type.replace("_", "-")}`));
  const room = MAX_BLOCKS - page.blocks.length - kinds.length;
  const texts = Array.from({ length: room }, (_, n) => filled(n % 3 === 0 ? "heading" : "text", `full-${n}`));
  const own = page.blocks.map((block) =>
    block.type === "banner"
      ? { ...block, props: { ...block.props, image: hero } }
      : { ...block, props: { ...block.props, ...filling[block.type] } },
  );
  const [banner, ...rest] = own;
  // Behind the banner, in the first screen: what is below a picture in its own shape must not jump when it comes.
  const [pictures, others] = [true, false].map((is) => kinds.filter(({ type }) => (type === "image") === is));
  const inOrder = [banner, ...(pictures ?? []), ...rest.slice(0, -1), ...(others ?? []), ...texts];
  return pageSchema.parse({ ...page, blocks: [...inOrder, ...rest.slice(-1)] });
}

/** A picture that is as hard to compress as a photograph: soft shapes with some grain. */
async function photo(scope: Scope, seed: number, width: number, height: number): Promise<ImageRef> {
  const [background, grain] = [
    `hsl(${seed * 70} 60% 50%)`,
    { type: "gaussian", mean: 128, sigma: 60 } as const,
  ];
  const noise = await sharp({ create: { width, height, channels: 3, background, noise: grain } })
    .blur(1.5)
    .modulate({ hue: seed * 70 })
    .jpeg({ quality: 90 })
    .toBuffer();
  const kept = await keepImage(scope, { data: noise, name: `photo-${seed}.jpg`, crop: null });
  if (!kept.ok) throw new Error(`a picture was refused: ${kept.refusal.code}`);
  return { id: kept.value.id, alt: "Leaves of tea" };
}

/** How heavy a picture is as a phone of 390 points fetches it, in kB. */
async function kilobytes(id: string): Promise<number> {
  const data = await storage().get(imageKey(id, "960.webp"));
  if (!data) throw new Error(`${id} has no such size`);
  return Math.round(data.length / 1024);
}
