import {
  type Block,
  type BlockType,
  blockProps,
  blockSchema,
  isRequired,
} from "@/lib/activities/schema/blocks";
import { fitsPage, MAX_BLOCKS, type Page } from "@/lib/activities/schema/page";
import { type Theme, themeSchema } from "@/lib/activities/schema/theme";

/** What may be done with a page. Blocks are named by their ids, so that an edit means the same whatever came before it. */
export type PageEdit =
  /** `after` null = behind the banner. */
  | { readonly do: "insert"; readonly block: Block; readonly after: string | null }
  | { readonly do: "remove"; readonly id: string }
  | { readonly do: "duplicate"; readonly id: string; readonly newId: string }
  /** To the place `to`, counted from 0 with the block taken out. */
  | { readonly do: "move"; readonly id: string; readonly to: number }
  | { readonly do: "props"; readonly id: string; readonly props: Readonly<Record<string, unknown>> }
  | { readonly do: "theme"; readonly theme: Partial<Theme> }
  | { readonly do: "replace"; readonly page: Page };

/** A new block with the product's own words. */
export function newBlock(type: BlockType, id: string): Block {
  return blockSchema.parse({ id, type, props: blockProps[type].parse({}) });
}

const place = (page: Page, id: string) => page.blocks.findIndex((block) => block.id === id);

function withBlocks(page: Page, blocks: Block[]): Page {
  return { ...page, blocks };
}

/** The nearest place to `to` where something may stand: the banner is first and the rules are last. */
function between(to: number, length: number): number {
  return Math.min(Math.max(1, to), Math.max(1, length - 1));
}

function insert(page: Page, block: Block, after: string | null): Page {
  if (page.blocks.length >= MAX_BLOCKS || isRequired(block.type) || place(page, block.id) !== -1) return page;
  const at = between(after === null ? 1 : place(page, after) + 1, page.blocks.length);
  return withBlocks(page, page.blocks.toSpliced(at, 0, block));
}

function duplicate(page: Page, id: string, newId: string): Page {
  const block = page.blocks[place(page, id)];
  return block ? insert(page, { ...block, id: newId }, id) : page;
}

function move(page: Page, id: string, to: number): Page {
  const from = place(page, id);
  const block = page.blocks[from];
  if (!block || block.type === "banner" || block.type === "rules") return page;
  const rest = page.blocks.toSpliced(from, 1);
  const at = between(to, rest.length);
  return at === from ? page : withBlocks(page, rest.toSpliced(at, 0, block));
}

function setProps(page: Page, id: string, props: Readonly<Record<string, unknown>>): Page {
  const at = place(page, id);
  const block = page.blocks[at];
  if (!block) return page;
  const parsed = blockSchema.safeParse({ ...block, props: { ...block.props, ...props } });
  return parsed.success ? withBlocks(page, page.blocks.with(at, parsed.data)) : page;
}

/**
 * The page after an edit. What cannot be done (a block that is not there, one more than there may be, a required one
 * taken away, a value that is none, more than a page holds) leaves the very same page; so whatever is edited, a page stays
 * a page.
 */
export function editPage(page: Page, edit: PageEdit): Page {
  const next = edited(page, edit);
  return next === page || fitsPage(next) ? next : page;
}

/** Whether an edit is not made for the one reason that the page would become too large. */
export const isTooMuch = (page: Page, edit: PageEdit) => !fitsPage(edited(page, edit));

function edited(page: Page, edit: PageEdit): Page {
  switch (edit.do) {
    case "insert":
      return insert(page, edit.block, edit.after);
    case "remove": {
      const at = place(page, edit.id);
      const block = page.blocks[at];
      return !block || isRequired(block.type) ? page : withBlocks(page, page.blocks.toSpliced(at, 1));
    }
    case "duplicate":
      return duplicate(page, edit.id, edit.newId);
    case "move":
      return move(page, edit.id, edit.to);
    case "props":
      return setProps(page, edit.id, edit.props);
    case "theme": {
      const theme = themeSchema.safeParse({ ...page.theme, ...edit.theme });
      return theme.success ? { ...page, theme: theme.data } : page;
    }
    case "replace":
      return edit.page;
  }
}
