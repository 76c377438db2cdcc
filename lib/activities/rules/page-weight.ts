/** Bytes of pictures up to which a page is light, and above which publishing asks again (ux.md 3.2). */
export const WEIGHT_LIMITS = { light: 300_000, heavy: 600_000 } as const;

export type PageWeight = "light" | "fair" | "heavy";

/** What `bytes` of pictures make of a page for a member on a slow phone. */
export function pageWeight(bytes: number): PageWeight {
  if (bytes <= WEIGHT_LIMITS.light) return "light";
  return bytes <= WEIGHT_LIMITS.heavy ? "fair" : "heavy";
}
