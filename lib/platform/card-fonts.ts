import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { perProcess } from "@/lib/platform/per-process";

export type CardFont = {
  /** Every part has a name of its own: of several with one name only the first would be used. */
  readonly name: string;
  readonly data: Buffer;
  readonly weight: 500 | 700;
  readonly style: "normal";
};

/** One file of the font: the characters it has, as ranges from first to last. */
type Part = { readonly key: string; readonly ranges: readonly (readonly [number, number])[] };

const folder = () => join(/* turbopackIgnore: true */ process.cwd(), "node_modules/@fontsource/noto-sans-sc");

// Emoji, and what only changes how others are shown: the font has no pictures for them.
const UNDRAWN = /\p{Extended_Pictographic}|\p{Cf}|\p{Cc}|\p{Co}|[\ufe00-\ufe0f]/gu;

// The scripts whose characters the font draws whole; of others it has a few strays.
const DRAWN =
  /[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Cyrillic}\p{Script=Common}]/u;

function readRanges(text: string): [number, number][] {
  return text.split(",").map((range) => {
    const [from = "", to = from] = range.trim().replace(/^U\+/i, "").split("-");
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });
}

async function loadParts(): Promise<Part[]> {
  const told = z
    .record(z.string(), z.string())
    .parse(JSON.parse(await readFile(join(folder(), "unicode.json"), "utf8")));
  const parts = Object.entries(told).map(([key, text]) => ({
    key: key.replace(/[[\]]/g, ""),
    ranges: readRanges(text),
  }));
  // Latin first: digits and spaces are in several.
  return parts.sort((a, b) => Number(b.key === "latin") - Number(a.key === "latin"));
}

const parts = () => perProcess("card-font-parts", loadParts);
const files = () => perProcess("card-font-files", () => new Map<string, Promise<Buffer>>());

function fileOf(key: string, weight: number): Promise<Buffer> {
  const name = `noto-sans-sc-${key}-${weight}-normal.woff`;
  const known = files().get(name);
  if (known !== undefined) return known;
  const read = readFile(join(folder(), "files", name));
  files().set(name, read);
  return read;
}

/**
 * Texts as they can be drawn, and the fonts that draw them: only the parts of the font that hold their characters, Latin
 * and Chinese, from this machine. A character that the font does not have is left out, so that nothing is ever fetched
 * and no box is drawn for it.
 */
export async function drawable<K extends string>(
  texts: Readonly<Record<K, string>>,
): Promise<{ texts: Record<K, string>; fonts: CardFont[]; family: string }> {
  const all = await parts();
  const needed = new Set(["latin"]);
  const draw = (text: string): string => {
    let drawn = "";
    for (const char of text.normalize("NFC").replace(UNDRAWN, "")) {
      if (!DRAWN.test(char)) continue;
      const code = char.codePointAt(0) ?? 0;
      const part = all.find(({ ranges }) => ranges.some(([from, to]) => code >= from && code <= to));
      if (!part) continue;
      needed.add(part.key);
      drawn += char;
    }
    return drawn.trim();
  };
  const drawn = Object.fromEntries(
    Object.entries<string>(texts).map(([key, text]) => [key, draw(text)]),
  ) as Record<K, string>;
  const keys = [...needed];
  const fonts = await Promise.all(
    ([500, 700] as const).flatMap((weight) =>
      keys.map(async (key) => {
        const data = await fileOf(key, weight);
        return { name: `noto-${key}`, data, weight, style: "normal" as const };
      }),
    ),
  );
  return { texts: drawn, fonts, family: keys.map((key) => `noto-${key}`).join(", ") };
}
