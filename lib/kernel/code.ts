/** Letters and digits people do not confuse: no 0 O 1 I L U. 30 symbols, so 13 of them hold 63.8 bits. */
export const CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Characters that Unicode says to ignore by default: joiners, marks of direction, variation selectors, BOM... */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * A code as it is compared, wherever one is set or typed (C15): without case, blanks, hyphens and dashes of any kind, and
 * width. Idempotent; a voucher's code (id.ts) is its own result. May be empty: such a text is no code.
 */
export function normaliseCode(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFKC")
    .replace(IGNORABLE, "")
    .replace(/[\s\p{Dash}_]/gu, "")
    .toUpperCase()
    .normalize("NFKC");
}
