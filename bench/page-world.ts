import { newBlock } from "@/lib/activities/rules/page-edits";
import { presetPage } from "@/lib/activities/rules/page-presets";
import { MAX_BLOCKS, type Page, pageSchema } from "@/lib/activities/schema/page";

/** A page as full as one may be: a preset's look and every kind of section, again and again. */
export function fullPage(): Page {
  const page = presetPage("christmas");
  const texts = Array.from({ length: MAX_BLOCKS - page.blocks.length }, (_, n) => {
    const block = newBlock(n % 3 === 0 ? "heading" : "text", `full-${n}`);
    const text =
      n % 3 === 0 ? "What there is to know" : "**Tea** for two, [order here](/m/bench).\n\n- one\n- two";
    return { ...block, props: { ...block.props, text } };
  });
  return pageSchema.parse({
    ...page,
    blocks: [...page.blocks.slice(0, -1), ...texts, ...page.blocks.slice(-1)],
  });
}
