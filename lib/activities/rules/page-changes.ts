import type { Block } from "@/lib/activities/schema/blocks";
import type { Page } from "@/lib/activities/schema/page";
import { type ThemeKey, themeKeys } from "@/lib/activities/schema/theme";

/** What is different in a page, for people to read before they publish it. */
export type PageChanges = {
  readonly added: readonly Block[];
  readonly removed: readonly Block[];
  readonly edited: readonly Block[];
  /** Whether blocks that are in both stand in another order. */
  readonly reordered: boolean;
  readonly theme: readonly ThemeKey[];
};

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What `after` has, has no more, or has otherwise than `before`; `before` null = everything is new but the theme. */
export function pageChanges(before: Page | null, after: Page): PageChanges {
  const old = new Map((before?.blocks ?? []).map((block) => [block.id, block]));
  const now = new Set(after.blocks.map((block) => block.id));
  const kept = (blocks: readonly Block[], other: { has(id: string): boolean }) =>
    blocks.filter((block) => other.has(block.id)).map((block) => block.id);
  return {
    added: after.blocks.filter((block) => !old.has(block.id)),
    removed: (before?.blocks ?? []).filter((block) => !now.has(block.id)),
    edited: after.blocks.filter((block) => {
      const earlier = old.get(block.id);
      return earlier !== undefined && !same(earlier, block);
    }),
    reordered: !same(kept(before?.blocks ?? [], now), kept(after.blocks, old)),
    theme: before ? themeKeys.filter((key) => !same(before.theme[key], after.theme[key])) : [],
  };
}

/** How many things are different; 0 = the two are the same page. */
export function countChanges({ added, removed, edited, reordered, theme }: PageChanges): number {
  return added.length + removed.length + edited.length + (reordered ? 1 : 0) + theme.length;
}
