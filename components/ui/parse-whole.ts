/**
 * A whole number of zero and more as people type it, thousands grouped or not; null when it is anything else. A
 * fraction is refused: "1.5" must never be read as 15.
 */
export function parseWhole(text: string): number | null {
  const typed = text.normalize("NFKC").replace(/[\s_’']/g, "");
  if (!/^(\d{1,15}|\d{1,3}(,\d{3}){1,4})$/.test(typed)) return null;
  return Number(typed.replaceAll(",", ""));
}
