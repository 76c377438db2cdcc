/** Characters that Unicode says to ignore by default: joiners, marks of direction, variation selectors, BOM... */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * A password as it is compared, at save and at claim alike (A3, reliability 2.5): NFKC (so width does not matter),
 * default-ignorables stripped, outer space trimmed and inner space made one blank, case folded (ß, ẞ and SS are one,
 * İ, I, ı and i are one, whatever the locale). Idempotent. May be empty: such a text is no password.
 */
export function normalisePassword(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFKC")
    .replace(IGNORABLE, "")
    .trim()
    .replace(/\s+/gu, " ")
    .toUpperCase()
    .replace(/ẞ/gu, "SS")
    .replace(/İ/gu, "I")
    .normalize("NFKD")
    .replace(/I\u0307/gu, "I")
    .normalize("NFKC")
    .toLowerCase();
}

/** The positions (from 0) of the first two passwords that normalise alike; null = all differ. */
export function passwordsAlike(passwords: readonly string[]): { first: number; second: number } | null {
  const seen = new Map<string, number>();
  for (const [second, password] of passwords.entries()) {
    const key = normalisePassword(password);
    const first = seen.get(key);
    if (first !== undefined) return { first, second };
    seen.set(key, second);
  }
  return null;
}

/** The position (from 0) of the first password of which nothing is left to compare; null = none. */
export function emptyPassword(passwords: readonly string[]): number | null {
  const at = passwords.findIndex((password) => normalisePassword(password) === "");
  return at === -1 ? null : at;
}
