import { logoPaths } from "@/components/links/logo-paths";
import { type QrPart, qrDrawing } from "@/components/links/qr-parts";
import type { QrLook } from "@/lib/links/schema";

const round = (value: number) => Math.round(value * 1000) / 1000;
const rect = ({ x, y, width, height, r }: QrPart) =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"${r > 0 ? ` rx="${round(r)}"` : ""}/>`;

function partsSvg(parts: readonly QrPart[], look: QrLook): string {
  let svg = "";
  for (let at = 0; at < parts.length; ) {
    const tone = parts[at]?.tone ?? "dark";
    let group = "";
    for (; at < parts.length && parts[at]?.tone === tone; at++) {
      const part = parts[at];
      if (part) group += rect(part);
    }
    svg += `<g fill="${look[tone]}">${group}</g>`;
  }
  return svg;
}

/** The logo's box inside of what is kept free for it, with a rim of half a module. */
export const logoBox = ({ x, y, side }: { x: number; y: number; side: number }) => ({
  x: x + 0.5,
  y: y + 0.5,
  side: side - 1,
});

function logoSvg(
  place: { x: number; y: number; side: number },
  look: QrLook,
  picture: string | null,
): string {
  const { x, y, side } = logoBox(place);
  if (look.logo.type === "common") {
    const paths = logoPaths[look.logo.name].map((d) => `<path d="${d}"/>`).join("");
    return `<g transform="translate(${x} ${y}) scale(${round(side / 24)})" fill="none" stroke="${look.dark}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">${paths}</g>`;
  }
  if (!picture) return "";
  return `<image x="${x}" y="${y}" width="${side}" height="${side}" preserveAspectRatio="xMidYMid meet" href="${picture}"/>`;
}

/**
 * A QR code as an SVG `pixels` wide. `picture` is the custom logo as a data URL. Everything in it is a number, a colour
 * that was checked or a path of ours.
 */
export function qrSvg(text: string, look: QrLook, pixels: number, picture: string | null = null): string {
  const { side, parts, logo } = qrDrawing(text, look);
  const sharp = look.dots === "square" && look.markers === "square" ? ' shape-rendering="crispEdges"' : "";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${pixels}" viewBox="0 0 ${side} ${side}">`,
    `<rect width="${side}" height="${side}" fill="${look.light}"/>`,
    `<g${sharp}>${partsSvg(parts, look)}</g>`,
    logo ? logoSvg(logo, look, picture) : "",
    "</svg>",
  ].join("");
}
