import { describe, expect, it } from "vitest";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { editPage, newBlock } from "@/lib/activities/rules/page-edits";
import { applyTemplate, presetKeys, presetPage } from "@/lib/activities/rules/page-presets";
import { contrastWarnings } from "@/lib/activities/rules/page-theme";
import { blockSchema } from "@/lib/activities/schema/blocks";
import { pageSchema } from "@/lib/activities/schema/page";

describe("the presets", () => {
  it("are ten, each a whole page in which all colours can be read as they are", () => {
    expect(presetKeys).toHaveLength(10);
    for (const key of presetKeys) {
      expect(pageSchema.safeParse(presetPage(key)).success, key).toBe(true);
      expect(contrastWarnings(presetPage(key).theme), key).toEqual([]);
    }
  });

  it("applied to a page keep its words where the same section stands", () => {
    const title = { do: "props", id: "banner", props: { title: "Our tea" } } as const;
    const steps = { ...newBlock("steps", "s1"), props: { hidden: false, heading: "How", items: [] } };
    const page = editPage(editPage(defaultPage(), title), {
      do: "insert",
      block: blockSchema.parse(steps),
      after: "action",
    });
    const after = applyTemplate(page, presetPage("tea"));
    expect(pageSchema.safeParse(after).success).toBe(true);
    expect(after.theme).toEqual(presetPage("tea").theme);
    expect(after.blocks.map((block) => block.type)).toEqual(
      presetPage("tea").blocks.map((block) => block.type),
    );
    expect(after.blocks[0]?.props).toMatchObject({ title: "Our tea" });
    expect(after.blocks.find((block) => block.type === "steps")?.props).toMatchObject({ heading: "How" });
    expect(applyTemplate(page, page)).toEqual(page);
  });
});
