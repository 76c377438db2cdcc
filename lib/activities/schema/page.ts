import * as z from "zod/mini";
import { type Block, blockImages, blockSchema, requiredBlocks } from "@/lib/activities/schema/blocks";
import { themeSchema } from "@/lib/activities/schema/theme";

/** The form a page is written in now; older ones are brought forward by rules/page-upgrades.ts. */
export const PAGE_VERSION = 3;
export const MAX_BLOCKS = 30;
/** Most characters of a page as JSON. */
export const PAGE_SIZE = 100_000;

/** Whether a page is no larger than one may be. */
export const fitsPage = (page: object) => JSON.stringify(page).length <= PAGE_SIZE;

/**
 * A whole page, strict: nothing unknown is stored or rendered (S-23). The banner comes first, the rules last, and there
 * is one action between them; every block has an id of its own.
 */
export const pageSchema = z
  .strictObject({
    version: z.literal(PAGE_VERSION),
    theme: themeSchema,
    blocks: z.array(blockSchema).check(z.minLength(requiredBlocks.length), z.maxLength(MAX_BLOCKS)),
  })
  .check(
    z.refine(({ blocks }) => new Set(blocks.map((block) => block.id)).size === blocks.length, {
      path: ["blocks"],
      message: "id_twice",
    }),
    z.refine(
      ({ blocks }) => requiredBlocks.every((type) => blocks.filter((b) => b.type === type).length === 1),
      { path: ["blocks"], message: "required_block" },
    ),
    z.refine(({ blocks }) => blocks[0]?.type === "banner" && blocks.at(-1)?.type === "rules", {
      path: ["blocks"],
      message: "block_order",
    }),
    z.refine(fitsPage, { path: ["blocks"], message: "page_too_large" }),
  );
export type Page = z.output<typeof pageSchema>;

/** Whether a page shows the merchant's stores. */
export const showsStores = ({ blocks }: Page) =>
  blocks.some(({ type, props }) => type === "stores" && !props.hidden);

/** Whether a page tells who won. */
export const showsWinners = ({ blocks }: Page) =>
  blocks.some(({ type, props }) => type === "winners" && !props.hidden);

/** The ids of the images a page shows: its blocks' in their order, then the one behind it and the one for gifts. */
export function pageImageIds({
  blocks,
  theme,
}: {
  readonly blocks: readonly Block[];
  readonly theme: Page["theme"];
}): string[] {
  const behind = theme.background.type === "image" ? [theme.background.id] : [];
  const gift = theme.giftPicture ? [theme.giftPicture] : [];
  return [...blocks.flatMap(blockImages).map(({ id }) => id), ...behind, ...gift];
}
