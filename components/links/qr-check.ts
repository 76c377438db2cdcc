import { contrast, isHexColour } from "@/lib/kernel/colour";
import type { QrLook } from "@/lib/links/schema";

/** The least contrast between a code's colours that readers of every kind take. */
export const QR_CONTRAST = 4;

/** Whether readers can tell a code's colours apart: dark on light, and far enough from each other. */
export function isReadable({ dark, light }: Pick<QrLook, "dark" | "light">): boolean {
  if (!isHexColour(dark) || !isHexColour(light)) return false;
  return contrast(dark, light) >= QR_CONTRAST && contrast(dark, "#ffffff") > contrast(light, "#ffffff");
}

export type Pixels = { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number };

/** Whether what was drawn is read back as `text`: every image is, before it may be taken away. */
export async function readsAs(pixels: Pixels, text: string): Promise<boolean> {
  const { default: decode } = await import("qr/decode.js");
  try {
    return decode(pixels, { format: "RGBA", timeLimit: 2000 }) === text;
  } catch {
    return false;
  }
}
