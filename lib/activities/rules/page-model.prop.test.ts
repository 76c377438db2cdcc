import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countChanges, pageChanges } from "@/lib/activities/rules/page-changes";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { editPage, isTooMuch, newBlock, type PageEdit } from "@/lib/activities/rules/page-edits";
import { beginHistory, doEdit, type PageHistory, redo, undo } from "@/lib/activities/rules/page-history";
import { readPage, upgradesAreWhole, upgradeWith } from "@/lib/activities/rules/page-upgrades";
import { blockProps, blockTypes, requiredBlocks } from "@/lib/activities/schema/blocks";
import { MAX_BLOCKS, PAGE_VERSION, type Page, pageSchema } from "@/lib/activities/schema/page";

const ids = fc.constantFrom("banner", "action", "prizes", "rules", "my-prizes", "n1", "n2", "n3", "missing");
const texts = fc.oneof(fc.string({ unit: "binary", maxLength: 90 }), fc.constant("</style><script>"));
const edits: fc.Arbitrary<PageEdit> = fc.oneof(
  fc.record({
    do: fc.constant("insert" as const),
    block: fc
      .record({ type: fc.constantFrom(...blockTypes), id: ids })
      .map(({ type, id }) => newBlock(type, id)),
    after: fc.option(ids),
  }),
  fc.record({ do: fc.constant("remove" as const), id: ids }),
  fc.record({ do: fc.constant("duplicate" as const), id: ids, newId: ids }),
  fc.record({ do: fc.constant("move" as const), id: ids, to: fc.integer({ min: -3, max: 40 }) }),
  fc.record({
    do: fc.constant("props" as const),
    id: ids,
    props: fc.dictionary(fc.constantFrom("text", "title", "hidden", "heading", "button", "nonsense"), texts),
  }),
  fc.record({
    do: fc.constant("theme" as const),
    theme: fc.constantFrom(
      { radius: "none" as const },
      { accent: "#aa3311" as const },
      { accent: "red;}body{" as never },
      { fontScale: "large" as const },
    ),
  }),
);
const manyEdits = fc.array(edits, { maxLength: 60 });
const edited = (list: readonly PageEdit[], page: Page = defaultPage()) => list.reduce(editPage, page);

describe("an edit of a page", () => {
  it("leaves a page, whatever is done with it in whatever order", () => {
    fc.assert(
      fc.property(manyEdits, (list) => {
        const page = edited(list);
        expect(pageSchema.safeParse(page).success).toBe(true);
        expect(page.blocks.length).toBeLessThanOrEqual(MAX_BLOCKS);
        for (const type of requiredBlocks) expect(page.blocks.filter((b) => b.type === type)).toHaveLength(1);
      }),
    );
  });

  it("changes nothing of the page it was given", () => {
    fc.assert(
      fc.property(manyEdits, (list) => {
        const page = defaultPage();
        const before = JSON.stringify(page);
        edited(list, page);
        expect(JSON.stringify(page)).toBe(before);
      }),
    );
  });

  it("that cannot be done leaves the very same page", () => {
    const page = defaultPage();
    for (const edit of [
      { do: "remove", id: "banner" },
      { do: "remove", id: "missing" },
      { do: "move", id: "rules", to: 1 },
      { do: "duplicate", id: "action", newId: "n1" },
      { do: "props", id: "banner", props: { title: "x".repeat(81) } },
      { do: "props", id: "banner", props: { script: "alert(1)" } },
      { do: "props", id: "banner", props: { hidden: true } },
    ] as const) {
      expect(editPage(page, edit)).toBe(page);
    }
  });

  it("never makes a page larger than one may be, by whatever it adds, and one that it would says so", () => {
    let page = defaultPage();
    const text = "x".repeat(5000);
    const add = (at: number): PageEdit[] => [
      { do: "insert", block: newBlock("text", `n${at}`), after: null },
      { do: "props", id: `n${at}`, props: { text, translations: { "zh-CN": { text } } } },
      { do: "duplicate", id: `n${at}`, newId: `d${at}` },
    ];
    const refused = new Set<string>();
    for (let at = 0; at < 12; at += 1) {
      for (const edit of add(at)) {
        if (isTooMuch(page, edit)) {
          refused.add(edit.do);
          expect(editPage(page, edit)).toBe(page);
        }
        page = editPage(page, edit);
        expect(readPage(page)).not.toBeNull();
      }
    }
    expect([...refused].sort()).toEqual(["duplicate", "props"]);
    // What takes away is never too much.
    expect(isTooMuch(page, { do: "remove", id: "n1" })).toBe(false);
  });

  it("inserts behind the block named, and never before the banner or behind the rules", () => {
    const at = (page: Page) => page.blocks.map((block) => block.id);
    const text = (id: string) => newBlock("text", id);
    const page = edited([
      { do: "insert", block: text("n1"), after: "rules" },
      { do: "insert", block: text("n2"), after: null },
      { do: "insert", block: text("n3"), after: "prizes" },
    ]);
    expect(at(page)).toEqual(["banner", "n2", "action", "prizes", "n3", "my-prizes", "n1", "rules"]);
    expect(at(editPage(page, { do: "move", id: "n3", to: 0 }))).toEqual([
      ...["banner", "n3", "n2", "action", "prizes", "my-prizes", "n1", "rules"],
    ]);
  });
});

describe("the history of a page", () => {
  const done = (list: readonly PageEdit[], step = 5000) =>
    list.reduce<PageHistory>((h, edit, at) => doEdit(h, edit, at * step), beginHistory(defaultPage()));

  it("gives back each page there was, to the letter, and again what was undone", () => {
    fc.assert(
      fc.property(manyEdits, (list) => {
        let history = beginHistory(defaultPage());
        const pages = [history.page];
        for (const [at, edit] of list.entries()) {
          const next = doEdit(history, edit, at * 5000);
          if (next !== history) pages.push(next.page);
          history = next;
        }
        for (const page of pages.slice(0, -1).reverse()) {
          history = undo(history);
          expect(history.page).toBe(page);
        }
        expect(undo(history)).toBe(history);
        for (const page of pages.slice(1)) {
          history = redo(history);
          expect(history.page).toBe(page);
        }
        expect(redo(history)).toBe(history);
      }),
    );
  });

  it("takes a word typed at once as one step, and content and theme alike", () => {
    const type = (title: string): PageEdit => ({ do: "props", id: "banner", props: { title } });
    const typed = done([type("H"), type("Ho"), type("Hot")], 200);
    expect(typed.past).toHaveLength(1);
    expect(done([type("H"), type("Ho")], 1500).past).toHaveLength(2);
    const themed = doEdit(typed, { do: "theme", theme: { accent: "#123456" } }, 700);
    expect(undo(themed).page.theme.accent).toBeNull();
    expect(undo(undo(themed)).page).toEqual(defaultPage());
  });
});

describe("bringing a page forward", () => {
  const steps = [
    { from: 1, apply: (page: Record<string, unknown>) => ({ ...page, theme: "old" }) },
    { from: 2, apply: ({ theme, ...page }: Record<string, unknown>) => ({ ...page, look: [theme] }) },
  ];

  it("once is the same as twice, from whatever form and whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ version: fc.nat(4), theme: fc.string() })), (page) => {
        const once = upgradeWith(steps, page);
        expect(upgradeWith(steps, once)).toEqual(once);
      }),
    );
    expect(upgradeWith(steps, { version: 1 })).toEqual({ version: 3, look: ["old"] });
    expect(upgradeWith(steps, { version: 2, theme: "mine" })).toEqual({ version: 3, look: ["mine"] });
  });

  it("leads from the first form to the present one without a gap", () => {
    expect(upgradesAreWhole()).toBe(true);
    expect(upgradesAreWhole(steps, 4)).toBe(false);
  });

  it("leaves a video of form 2 the picture that leads to where it is played", () => {
    const { film: _, items: __, ...props } = blockProps.video.parse({ href: "https://films.example/tea" });
    const page = editPage(defaultPage(), { do: "insert", block: newBlock("video", "v1"), after: null });
    const blocks = page.blocks.map((block) => (block.id === "v1" ? { ...block, props } : block));
    const read = readPage({ ...page, version: 2, blocks });
    expect(read?.version).toBe(PAGE_VERSION);
    expect(read?.blocks.find(({ id }) => id === "v1")?.props).toEqual({ ...props, film: null, items: [] });
  });

  it("reads a page it wrote, and nothing that is not one", () => {
    fc.assert(
      fc.property(manyEdits, (list) => {
        const page = edited(list);
        expect(readPage(JSON.parse(JSON.stringify(page)))).toEqual(page);
      }),
    );
    const page = defaultPage();
    for (const bad of [
      null,
      [],
      { ...page, version: 99 },
      { ...page, script: "alert(1)" },
      { ...page, blocks: page.blocks.slice(1) },
      { ...page, blocks: page.blocks.toReversed() },
      { ...page, blocks: [...page.blocks.slice(0, -1), ...page.blocks.slice(-2)] },
      { ...page, theme: { ...page.theme, accent: "red" } },
      { ...page, theme: { ...page.theme, accent: "#12345g" } },
    ]) {
      expect(readPage(bad)).toBeNull();
    }
  });
});

describe("what changed in a page", () => {
  it("is nothing between a page and itself, and each thing once", () => {
    const page = defaultPage();
    expect(countChanges(pageChanges(page, page))).toBe(0);
    const next = edited([
      { do: "insert", block: newBlock("text", "n1"), after: null },
      { do: "remove", id: "my-prizes" },
      { do: "props", id: "banner", props: { title: "Hello" } },
      { do: "theme", theme: { radius: "none" } },
    ]);
    const changes = pageChanges(page, next);
    expect(changes.added.map((b) => b.id)).toEqual(["n1"]);
    expect(changes.removed.map((b) => b.id)).toEqual(["my-prizes"]);
    expect(changes.edited.map((b) => b.id)).toEqual(["banner"]);
    expect(changes.reordered).toBe(false);
    expect(changes.theme).toEqual(["radius"]);
    expect(pageChanges(page, editPage(page, { do: "move", id: "action", to: 3 })).reordered).toBe(true);
  });
});
