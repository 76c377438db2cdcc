import { create } from "qrcode";
import type { QrLook } from "@/lib/links/schema";

/** One shape of a code, in modules: a rectangle with corners of radius `r`. */
export type QrPart = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly r: number;
  readonly tone: "dark" | "light";
};

export type QrDrawing = {
  /** Modules of its whole side, the quiet zone included. */
  readonly side: number;
  /** In the order they are drawn, over a ground of the light colour. */
  readonly parts: readonly QrPart[];
  /** Where the logo stands; null = there is none. */
  readonly logo: { readonly x: number; readonly y: number; readonly side: number } | null;
};

/** Light modules on every side that readers need to find a code. */
const QUIET = 4;
/** Most of a code's side that a logo may take: with a quarter more some readers fail (ux.md 1.10). */
const LOGO_SHARE = 0.22;

const markersOf = (count: number) => [
  [0, 0],
  [count - 7, 0],
  [0, count - 7],
];

/** The side of the square that is kept free for a logo: whole modules, in the very middle. */
function holeOf(count: number): number {
  const most = Math.floor(count * LOGO_SHARE);
  return (count - most) % 2 === 0 ? most : most - 1;
}

function moduleAt(x: number, y: number, dots: QrLook["dots"]): QrPart {
  const at = { tone: "dark", width: 1, height: 1 } as const;
  if (dots === "square") return { ...at, x, y, r: 0 };
  // Dots touch: with gaps between them some readers lose the lines.
  return { ...at, x, y, r: dots === "dot" ? 0.5 : 0.3 };
}

function markerAt(x: number, y: number, markers: QrLook["markers"]): QrPart[] {
  const round = markers === "rounded" ? 1 : 0;
  const square = (inset: number, r: number, tone: QrPart["tone"]): QrPart => {
    const side = 7 - 2 * inset;
    return { x: x + inset, y: y + inset, width: side, height: side, r: r * round, tone };
  };
  return [square(0, 1.8, "dark"), square(1, 1.2, "light"), square(2, 0.8, "dark")];
}

/**
 * A text as the shapes of a QR code that bears the loss of 30 % of it (level H), so that a logo of at most 22 % of its
 * side may stand on it. Modules under the logo are left out.
 */
export function qrDrawing(text: string, look: Pick<QrLook, "dots" | "markers" | "logo">): QrDrawing {
  const { modules } = create(text, { errorCorrectionLevel: "H" });
  const { size: count } = modules;
  const side = count + 2 * QUIET;
  const hole = look.logo.type === "none" ? 0 : holeOf(count);
  const from = (count - hole) / 2;
  const inHole = (n: number) => n >= from && n < from + hole;
  const isMarker = (x: number, y: number) =>
    markersOf(count).some(([left = 0, top = 0]) => x >= left && x < left + 7 && y >= top && y < top + 7);
  const parts: QrPart[] = [];
  for (let y = 0; y < count; y++) {
    for (let x = 0; x < count; x++) {
      const isLeftOut = isMarker(x, y) || (inHole(x) && inHole(y));
      if (modules.get(y, x) && !isLeftOut) parts.push(moduleAt(x + QUIET, y + QUIET, look.dots));
    }
  }
  for (const [left = 0, top = 0] of markersOf(count))
    parts.push(...markerAt(left + QUIET, top + QUIET, look.markers));
  const logo = hole > 0 ? { x: from + QUIET, y: from + QUIET, side: hole } : null;
  return { side, parts, logo };
}
