import { newBlock } from "@/lib/activities/rules/page-edits";
import type { BlockType } from "@/lib/activities/schema/blocks";
import { PAGE_VERSION, type Page } from "@/lib/activities/schema/page";
import { themeSchema } from "@/lib/activities/schema/theme";

const blocks: readonly BlockType[] = ["banner", "action", "prizes", "my_prizes", "rules"];

/** The page of an activity that nobody has decorated: the product's own words in the merchant's colour. */
export function defaultPage(): Page {
  return {
    version: PAGE_VERSION,
    theme: themeSchema.parse({}),
    blocks: blocks.map((type) => newBlock(type, type.replace("_", "-"))),
  };
}
