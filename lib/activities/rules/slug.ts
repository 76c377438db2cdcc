/** Longest address word; the code is at most 40 characters, room is left for a suffix. */
const MAX = 60;

/** The word in an activity's address made from its code: lower case, only letters, digits and single hyphens. */
export function slugOf(code: string): string {
  const word = code
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/gu, "")
    .slice(0, MAX);
  return word === "" ? "activity" : word;
}

/** The `n`th candidate where the word is taken by somebody else: the word itself, then word-2, word-3... */
export function slugCandidate(word: string, n: number): string {
  return n <= 1 ? word : `${word}-${n}`;
}
