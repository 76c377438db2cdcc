import { describe, expect, it } from "vitest";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { editPage, newBlock } from "@/lib/activities/rules/page-edits";
import { applyTemplate, presetKeys, presetPage } from "@/lib/activities/rules/page-presets";
import { contrastWarnings, pageStyle } from "@/lib/activities/rules/page-theme";
import { blockSchema } from "@/lib/activities/schema/blocks";
import { pageSchema } from "@/lib/activities/schema/page";
import { contrast, type HexColour } from "@/lib/kernel/colour";

describe("the presets", () => {
  it("are ten, each a whole page in which all colours can be read as they are", () => {
    expect(presetKeys).toHaveLength(10);
    for (const key of presetKeys) {
      expect(pageSchema.safeParse(presetPage(key)).success, key).toBe(true);
      expect(contrastWarnings(presetPage(key).theme), key).toEqual([]);
    }
  });

  it("are read on their own grounds as well as on their cards", () => {
    for (const key of presetKeys) {
      const page = presetPage(key);
      const { background } = page.theme;
      if (background.type !== "gradient") continue;
      const [, text = ""] = /body\{[^}]*--text:(#[0-9a-f]{6})/.exec(pageStyle(page, null)) ?? [];
      const ends = [background.from, background.to].map((end) => contrast(text as HexColour, end));
      expect(Math.min(...ends), key).toBeGreaterThan(7);
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
