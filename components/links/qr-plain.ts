import { qrDrawing } from "@/components/links/qr-parts";

/** A text as a QR code without any looks: modules of its whole side, and one path, to be filled by the even-odd rule. */
export function qrPlain(text: string): { readonly side: number; readonly path: string } {
  const { side, parts } = qrDrawing(text, { dots: "square", markers: "square", logo: { type: "none" } });
  const path = parts.map(({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`).join("");
  return { side, path };
}
