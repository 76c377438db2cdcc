import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newBlock } from "@/lib/activities/rules/page-edits";
import { pageCompleteness, pageIn, textParts, withText } from "@/lib/activities/rules/page-language";
import { applyTemplate, presetPage } from "@/lib/activities/rules/page-presets";
import { readPage } from "@/lib/activities/rules/page-upgrades";
import { type Block, blockSchema, blockTypes, isRequired } from "@/lib/activities/schema/blocks";
import { type Page, pageSchema } from "@/lib/activities/schema/page";
import { languages } from "@/lib/kernel/language";

const points: Readonly<Record<string, object>> = {
  steps: { title: "MAIN" },
  faq: { question: "MAIN" },
  hotspots: { label: "MAIN" },
};
const picture = { id: `img_${"a".repeat(26)}`, alt: "MAIN" };

/** A page of one block of each type, in which every text and picture says MAIN. */
function wholePage(): Page {
  const full = (type: Block["type"]): Block => {
    const block = newBlock(type, type.replaceAll("_", "-"));
    const items = points[type] ? { items: [points[type], points[type]] } : {};
    const own = Object.fromEntries(textParts(block).flatMap(({ fields }) => fields.map((f) => [f, "MAIN"])));
    const image = "image" in block.props ? { image: picture } : {};
    return blockSchema.parse({ ...block, props: { ...block.props, ...own, ...items, ...image } });
  };
  const others = blockTypes.filter((type) => !isRequired(type)).map(full);
  const { theme, version } = presetPage("tea");
  return pageSchema.parse({
    version,
    theme,
    blocks: [full("banner"), full("action"), ...others, full("rules")],
  });
}

/** The page with every `nth` text written in a language, as the language's own name. */
function written(page: Page, language: (typeof languages)[number], nth: number): Page {
  let at = 0;
  const blocks = page.blocks.map((block) => {
    const props = textParts(block).reduce(
      (fields, part) =>
        part.fields.reduce(
          (all, field) =>
            at++ % nth === 0 ? withText(all, { at: part.at, language, field, text: language }) : all,
          fields,
        ),
      block.props as Readonly<Record<string, unknown>>,
    );
    return blockSchema.parse({ ...block, props });
  });
  return pageSchema.parse({ ...page, blocks });
}

const nths = fc.integer({ min: 1, max: 9 });
const language = fc.constantFrom(...languages);

describe("a page read in a language", () => {
  it("says each text as it was written, else as the merchant's own language has it", () => {
    const read = JSON.stringify(pageIn(written(wholePage(), "zh-CN", 1), "zh-CN").blocks);
    expect(read).not.toContain("MAIN");
    expect(JSON.stringify(pageIn(written(wholePage(), "zh-CN", 2), "zh-CN"))).toMatch(
      /MAIN.*zh-CN|zh-CN.*MAIN/,
    );
  });

  it("has nothing of another language left in it, and reading it again changes nothing", () => {
    fc.assert(
      fc.property(nths, nths, language, (one, two, read) => {
        const page = written(written(wholePage(), "en", one), "zh-CN", two);
        const once = pageIn(page, read);
        const other = languages.filter((l) => l !== read);
        for (const l of other) expect(JSON.stringify(once)).not.toContain(`"${l}"`);
        expect(pageIn(once, read)).toEqual(once);
        for (const l of other) expect(pageIn(once, l)).toEqual(once);
        expect(pageSchema.safeParse(once).success).toBe(true);
      }),
    );
  });

  it("is the page as it was before anything was translated, in a language nobody wrote", () => {
    fc.assert(
      fc.property(nths, (nth) => {
        const page = wholePage();
        expect(pageIn(written(page, "zh-CN", nth), "en")).toEqual(pageIn(page, "en"));
        expect(pageIn(written(page, "zh-CN", nth), "__proto__")).toEqual(page);
      }),
    );
  });
});

describe("a text of a page", () => {
  it("written and taken out again leaves the page as it was", () => {
    const page = wholePage();
    for (const block of page.blocks) {
      for (const part of textParts(block)) {
        for (const field of part.fields) {
          const said = { at: part.at, language: "zh-CN" as const, field };
          const there = withText(block.props, { ...said, text: "x" });
          expect(there).not.toEqual(block.props);
          expect(withText(there, { ...said, text: "" })).toEqual(block.props);
        }
      }
    }
  });

  it("counts as written by language, and a section of all languages keeps them under another look", () => {
    const page = written(wholePage(), "zh-CN", 1);
    expect(pageCompleteness(page.blocks, "zh-CN").state).toBe("all");
    expect(pageCompleteness(page.blocks, "en")).toMatchObject({ state: "none", written: 0 });
    expect(pageCompleteness(written(wholePage(), "zh-CN", 3).blocks, "zh-CN").state).toBe("part");
    const looked = applyTemplate(page, presetPage("summer"));
    expect(JSON.stringify(pageIn(looked, "zh-CN").blocks[0])).toContain("zh-CN");
  });

  it("is none of an unknown field or language, and keeps the limit of the text it stands for", () => {
    const banner = newBlock("banner", "b");
    const fits = (translations: unknown) =>
      blockSchema.safeParse({ ...banner, props: { ...banner.props, translations } }).success;
    expect(fits({ "zh-CN": { title: "x".repeat(80) } })).toBe(true);
    for (const bad of [
      { "zh-CN": { title: "x".repeat(81) } },
      { "zh-CN": { title: "two\nlines" } },
      { "zh-CN": { title: "" } },
      { "zh-CN": { href: "/m" } },
      { "zh-CN": { align: "centre" } },
      { "zh-CN": { constructor: "x" } },
      { fr: { title: "x" } },
      { "zh-CN": "x" },
      [],
    ]) {
      expect(fits(bad), JSON.stringify(bad)).toBe(false);
    }
  });
});

describe("a page of the first form", () => {
  const without = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (key, inner) => (key === "translations" ? undefined : inner));

  it("is read as one whose texts are in the merchant's own language, however often it is read", () => {
    const page = wholePage();
    const stored = { ...(without(page) as object), version: 1 };
    expect(readPage(stored)).toEqual(page);
    expect(readPage(readPage(stored))).toEqual(page);
    expect(readPage({ ...stored, version: 2 })).toEqual(page);
  });
});
