/** A code made of a name: its words in lower case joined by hyphens, at most 40 long. "Christmas 2026!" -> "christmas-2026". */
export function codeFromName(name: string): string {
  const words = name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return [...words].slice(0, 40).join("").replace(/-+$/, "");
}
