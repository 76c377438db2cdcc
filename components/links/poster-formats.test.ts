import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { posterFormats, posterLines, posterStyle, posterTitleSize } from "@/components/links/poster-formats";
import { activityTexts } from "@/lib/activities/schema";

const sheet = readFileSync(
  "app/(console)/console/[merchant]/links/[link]/poster/_components/poster.css",
  "utf8",
);
/** What the style sheet says of one class. */
const ruleOf = (name: string) => new RegExp(`\\n\\.${name} \\{([^}]*)\\}`).exec(sheet)?.[1] ?? "";

type Paper = (typeof posterFormats)[number];
/** Between the parts of the code, as poster.css has it, in millimetres. */
const CODE_GAP = 2.5;
const inner = ({ width, height, margin }: Paper) => [width - 2 * margin, height - 2 * margin] as const;

/** How tall the code with its words stands; an address of a long host takes two lines. */
const codeHeight = ({ frame, qr, scan, address }: Paper) =>
  2 * frame + qr + 2 * CODE_GAP + posterLines.code * (scan + 2 * address);

/** How many lines words take, each letter `share` of its size wide. */
const linesOf = (words: string, size: number, width: number, share: number) =>
  Math.ceil([...words].length / Math.floor(width / (size * share)));

const longest = {
  "Latin words": { words: "Afternoon tea for two at half price, ".repeat(2), share: 0.6 },
  "Latin letters of the widest": { words: "W".repeat(100), share: 1 },
  "Chinese words": { words: "冬".repeat(100), share: 1 },
};

describe("a poster", () => {
  it("gives its code the room it needs first, and its words and picture what is left", () => {
    expect(ruleOf("poster__code")).toContain("flex: none;");
    for (const said of ["flex: 1 1 0;", "min-height: 0;", "overflow: hidden;"])
      expect(ruleOf("poster__above")).toContain(said);
    for (const said of ["flex: 0 1 auto;", "min-height: 0;"]) expect(ruleOf("poster__image")).toContain(said);
    expect(ruleOf("poster__code")).toContain(`gap: ${CODE_GAP}mm;`);
  });

  it.each(posterFormats)("$key has the sizes of its paper in its style sheet, each by its name", (paper) => {
    const asked = new Set([...sheet.matchAll(/var\((--poster-[a-z-]+)\)/g)].map(([, name]) => name));
    expect(new Set(Object.keys(posterStyle(paper, "")))).toEqual(asked);
  });

  const cases = posterFormats.flatMap((paper) =>
    Object.entries(longest).map(([script, { words, share }]) => ({
      paper,
      key: paper.key,
      script,
      words,
      share,
    })),
  );
  it.each(cases)(
    "$key holds its code and address, its words and a hero above a title of the most $script",
    ({ paper, words, share }) => {
      const title = [...words].slice(0, activityTexts.name).join("");
      const [width, height] = inner(paper);
      const code = codeHeight(paper);
      // The code is as wide as what is in it.
      expect(paper.qr + 2 * 1.3 * paper.frame).toBeLessThanOrEqual(width);
      const size = posterTitleSize(paper, title);
      const wanted = linesOf(title, size, width, share);
      if (share < 1 || title.startsWith("冬")) expect(wanted).toBeLessThanOrEqual(posterLines.mostTitle);
      const lines = Math.min(wanted, posterLines.mostTitle);
      const above =
        paper.logo +
        lines * size * posterLines.title +
        posterLines.mostWords * paper.words * posterLines.words;
      // Around the picture, the title and the words, and before the code.
      const hero = height - code - above - 4 * paper.gap;
      expect(hero).toBeGreaterThanOrEqual(paper.key === "tent" ? -paper.gap : width / 7);
    },
  );
});
