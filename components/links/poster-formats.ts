import { shownWidth } from "@/components/ui/shown-width";

/**
 * The posters there are, in millimetres: their paper, and how large what stands on them is; the story is as tall as a phone.
 * `title` is the size of a short one.
 */
export const posterFormats = [
  {
    ...{ key: "a4", width: 210, height: 297, margin: 14, gap: 5 },
    ...{ logo: 16, head: 7, title: 17, words: 7, qr: 72, frame: 6, scan: 7, address: 4 },
  },
  {
    ...{ key: "tent", width: 105, height: 148, margin: 8, gap: 3 },
    ...{ logo: 9, head: 4.5, title: 8, words: 3.8, qr: 46, frame: 3, scan: 4.5, address: 2.8 },
  },
  {
    ...{ key: "story", width: 108, height: 192, margin: 9, gap: 4 },
    ...{ logo: 12, head: 5, title: 11, words: 4.5, qr: 54, frame: 5, scan: 5, address: 3.2 },
  },
] as const;

export type PosterFormat = (typeof posterFormats)[number]["key"];

/** As poster.css has them: how much of its size a line takes, and the most lines there are of each. */
export const posterLines = { title: 1.12, words: 1.35, code: 1.3, mostTitle: 4, mostWords: 2 };

/** How large a title stands: the longer it is, the smaller, so that all of it and a picture have room above the code. */
export function posterTitleSize({ title }: (typeof posterFormats)[number], words: string): number {
  const width = shownWidth(words);
  return title * (width > 80 ? 0.54 : width > 44 ? 0.65 : width > 26 ? 0.78 : 1);
}

/** A poster's sizes as its style sheet asks for them. */
export function posterStyle(
  paper: (typeof posterFormats)[number],
  words: string,
): Record<`--poster-${string}`, string> {
  const { key: _, ...sizes } = { ...paper, title: posterTitleSize(paper, words) };
  const named = Object.entries(sizes).map(([name, size]) => [`--poster-${name}`, `${size}mm`]);
  const { title, words: text, code, mostTitle, mostWords } = posterLines;
  const lines = { title, words: text, code, "most-title": mostTitle, "most-words": mostWords };
  const counted = Object.entries(lines).map(([name, count]) => [`--poster-line-${name}`, String(count)]);
  return Object.fromEntries([...named, ...counted]);
}
