/** A colour as `#rrggbb`, lower case. */
export type HexColour = `#${string}`;

/** The contrast that text needs on its ground (WCAG 1.4.3, AA). */
export const TEXT_CONTRAST = 4.5;

/** Whether `text` is a colour written as `#rrggbb` in lower case: nothing else is ever put into a style. */
export function isHexColour(text: string): text is HexColour {
  return /^#[0-9a-f]{6}$/.test(text);
}

type Rgb = readonly [number, number, number];

function rgbOf(colour: HexColour): Rgb {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

const hexOf = (rgb: Rgb): HexColour =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

/** The relative luminance of a colour, 0 to 1 (WCAG 2.2). */
function luminance(colour: HexColour): number {
  const [red, green, blue] = rgbOf(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** The contrast of two colours, 1 to 21, whichever is the ground (WCAG 2.2). */
export function contrast(a: HexColour, b: HexColour): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** `from` with `share` (0 to 1) of `to` in it. */
export function mix(from: HexColour, to: HexColour, share: number): HexColour {
  const [a, b] = [rgbOf(from), rgbOf(to)];
  const part = (at: 0 | 1 | 2) => a[at] + (b[at] - a[at]) * share;
  return hexOf([part(0), part(1), part(2)]);
}

/**
 * The colour nearest to `colour` on its way to `towards` that can be read on every one of `grounds`; `colour` itself
 * when it can, `towards` when nothing in between can.
 */
export function readable(
  colour: HexColour,
  towards: HexColour,
  grounds: readonly HexColour[],
  least = TEXT_CONTRAST,
): HexColour {
  for (let share = 0; share < 1; share += 0.01) {
    const tried = mix(colour, towards, share);
    if (grounds.every((ground) => contrast(tried, ground) >= least)) return tried;
  }
  return towards;
}
