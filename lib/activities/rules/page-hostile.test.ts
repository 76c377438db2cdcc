import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { newBlock } from "@/lib/activities/rules/page-edits";
import { parseText, type Span } from "@/lib/activities/rules/page-text";
import { contrastWarnings, mendContrast, pageStyle } from "@/lib/activities/rules/page-theme";
import { readPage } from "@/lib/activities/rules/page-upgrades";
import { blockSchema, blockTypes } from "@/lib/activities/schema/blocks";
import { isLink } from "@/lib/activities/schema/scalars";
import { type Theme, themeKeys, themeSchema } from "@/lib/activities/schema/theme";
import { contrast, type HexColour, mix } from "@/lib/kernel/colour";

/** What somebody would try (S-23, S-26). */
const hostile = [
  "<img src=x onerror=alert(1)>",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "red;}body{display:none",
  "url(//evil.example/x)",
  "</style><script>alert(1)</script>",
  "</script>",
  "//evil.example",
  "/\\evil.example",
  "https:evil.example",
  "https://good.example@evil.example",
  "https://user:pass@evil.example",
  "http://evil.example",
  "/%2f%2fevil.example",
  "/%5cevil.example",
  "\u202egnp.exe",
  "/ok\r\nLocation: https://evil.example",
  'https://evil.example/"onmouseover="alert(1)',
  "vbscript:x",
  "blob:https://evil.example/1",
  " https://evil.example",
  "x".repeat(1_000_000),
];

const colours = fc
  .integer({ min: 0, max: 0xffffff })
  .map((n): HexColour => `#${n.toString(16).padStart(6, "0")}`);
const themes: fc.Arbitrary<Theme> = fc.record({
  background: fc.oneof(
    fc.constant({ type: "plain" as const }),
    fc.record({ type: fc.constant("colour" as const), colour: colours }),
    fc.record({ type: fc.constant("gradient" as const), from: colours, to: colours }),
    fc.record({
      type: fc.constant("image" as const),
      id: fc.constant(`img_${"a".repeat(26)}`),
      colour: colours,
    }),
  ),
  surface: fc.option(colours),
  text: fc.option(colours),
  accent: fc.option(colours),
  ...{
    ticketStyle: fc.constantFrom("solid" as const, "soft" as const, "outline" as const),
    radius: fc.constantFrom("none" as const, "large" as const),
    buttonShape: fc.constantFrom("pill" as const, "square" as const),
    font: fc.constantFrom("sans" as const, "serif" as const, "round" as const),
    fontScale: fc.constantFrom("small" as const, "large" as const),
    headingWeight: fc.constantFrom("regular" as const, "heavy" as const),
    giftIcon: fc.constantFrom("gift" as const, "moon" as const),
    giftPicture: fc.constantFrom(null, `img_${"b".repeat(26)}`),
  },
});

describe("nothing a merchant gives is more than words, a colour or an address", () => {
  it("no address leads anywhere but into this site or to a named host over https", () => {
    expect(hostile.filter(isLink)).toEqual([]);
    const good = ["", "/m/harbour", "/a/tea?x=1#y", "https://shop.example/tea", "https://例子.example/茶"];
    expect(good.filter((link) => !isLink(link))).toEqual([]);
  });

  it("no token of the theme takes a text that is none of its values", () => {
    const theme = themeSchema.parse({});
    for (const key of themeKeys) {
      for (const bad of hostile) {
        expect(themeSchema.safeParse({ ...theme, [key]: bad }).success).toBe(false);
      }
    }
    expect(themeSchema.safeParse({ background: { type: "colour", colour: "red;}" } }).success).toBe(false);
    expect(themeSchema.safeParse({ background: { type: "image", url: "//evil" } }).success).toBe(false);
  });

  it("no block keeps a link that is none, nor a property it does not have", () => {
    const page = defaultPage();
    for (const type of blockTypes) {
      const block = newBlock(type, "n1");
      const bad = { ...block, props: { ...block.props, onclick: "alert(1)" } };
      const blocks = [...page.blocks.slice(0, -1), bad, ...page.blocks.slice(-1)];
      expect(readPage({ ...page, blocks })).toBeNull();
    }
    for (const href of hostile.filter((text) => text.length < 500)) {
      const block = { id: "n1", type: "button", props: { label: "Go", href } };
      expect(
        readPage({ ...page, blocks: [...page.blocks.slice(0, -1), block, ...page.blocks.slice(-1)] }),
      ).toBeNull();
    }
  });

  it("a text is a list of words, points and links that isLink lets through, and loses nothing of a tag", () => {
    const spans = (text: string): Span[] =>
      parseText(text).flatMap((node) => ("spans" in node ? [...node.spans] : node.items.flat()));
    for (const bad of hostile.slice(0, -1)) {
      for (const span of spans(`Look [here](${bad}) and ${bad}`)) {
        if (span.href !== undefined) expect(isLink(span.href)).toBe(true);
      }
    }
    expect(spans("<b>x</b>")).toEqual([{ text: "<b>x</b>" }]);
    expect(spans("[tea](/m/x) **bold** _soft_")).toEqual([
      { text: "tea", href: "/m/x" },
      { text: " " },
      { text: "bold", bold: true },
      { text: " " },
      { text: "soft", italic: true },
    ]);
    expect(parseText("# T\n\n- a\n- b\n1. c\n\np\nq").map((node) => node.type)).toEqual([
      ...["heading", "bullets", "numbers", "paragraph"],
    ]);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(() => parseText(text)).not.toThrow();
      }),
    );
  });
});

describe("the style of a page", () => {
  it("is made of checked colours, numbers and words of ours, whatever the theme", () => {
    fc.assert(
      fc.property(
        themes,
        fc.oneof(colours, fc.constantFrom(...hostile), fc.constant(null)),
        (theme, brand) => {
          const style = pageStyle({ theme, blocks: [] }, brand);
          const own = style.replace(/url\("\/media\/img_a{26}-(?:960|1600)\.webp"\)/g, "");
          expect(own).not.toMatch(/[<>\\]|url|import|script|expression/i);
          // Every brace opens and closes in its turn.
          let depth = 0;
          for (const char of style) {
            depth += char === "{" ? 1 : char === "}" ? -1 : 0;
            expect(depth).toBeGreaterThanOrEqual(0);
          }
          expect(depth).toBe(0);
        },
      ),
    );
  });

  const roles = (style: string, rule: RegExp): Map<string, HexColour> => {
    const body = rule.exec(style)?.[1] ?? "";
    return new Map(
      [...body.matchAll(/(--[\w-]+):(#[0-9a-f]{6})/g)].map(([, name = "", colour = ""]) => [
        name,
        colour as HexColour,
      ]),
    );
  };

  it("lets all text be read at 4.5 whatever colours were chosen (UX-26)", () => {
    fc.assert(
      fc.property(themes, (theme) => {
        const style = pageStyle({ theme, blocks: [] }, null);
        const card = roles(style, /^:root:root:root:root\{([^}]*)\}/);
        const pairs = [
          ["--text", "--surface"],
          ["--text-2", "--surface"],
          ["--text-3", "--surface"],
          ["--brand", "--surface"],
          ["--brand", "--brand-soft"],
          ["--on-brand", "--brand"],
          ["--success", "--surface"],
          ["--danger", "--danger-soft"],
        ] as const;
        for (const [text, ground] of pairs) {
          const [a, b] = [card.get(text), card.get(ground)];
          if (a && b) expect(contrast(a, b), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("lets what stands before a picture be read whatever the picture shows", () => {
    fc.assert(
      fc.property(themes, colours, fc.constantFrom<HexColour>("#000000", "#ffffff"), (theme, colour, dot) => {
        const background = { type: "image" as const, id: `img_${"a".repeat(26)}`, colour };
        const style = pageStyle({ theme: { ...theme, background }, blocks: [] }, null);
        const text = roles(style, / body\{([^}]*)\}/).get("--text");
        const alpha = Number.parseInt(
          /page-sheet\{background:#[0-9a-f]{6}([0-9a-f]{2})/.exec(style)?.[1] ?? "",
          16,
        );
        const seen = mix(colour, dot, 1 - alpha / 255);
        expect(text && contrast(text, seen)).toBeGreaterThanOrEqual(4.45);
      }),
    );
  });

  it("gives the button its own colour, with words that are read on it", () => {
    fc.assert(
      fc.property(colours, (buttonColour) => {
        const action = blockSchema.parse({ id: "a", type: "action", props: { buttonColour } });
        const style = pageStyle({ theme: themeSchema.parse({}), blocks: [action] }, null);
        const found = roles(style, /\[data-type="action"\][^{]*\{([^}]*)\}/);
        expect(found.get("--brand")).toBe(buttonColour);
        expect(contrast(found.get("--on-brand") ?? buttonColour, buttonColour)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it("warns of each colour that cannot be read, and one press mends it", () => {
    const pale = themeSchema.parse({ accent: "#fff3b0" });
    expect(contrastWarnings(pale)).toMatchObject([{ token: "accent" }]);
    expect(contrastWarnings(pale)[0]?.ratio).toBeLessThan(4.5);
    fc.assert(
      fc.property(colours, colours, (accent, surface) => {
        expect(contrastWarnings(mendContrast(themeSchema.parse({ accent, surface })))).toEqual([]);
      }),
    );
    expect(contrastWarnings(themeSchema.parse({}))).toEqual([]);
  });
});
