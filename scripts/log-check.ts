/** What must stand in no log line: from the database and the secrets of the run that wrote the log. */
export type Unspeakable = {
  /** E.164. */
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  /** One-time codes: six digits. */
  readonly oneTimeCodes: readonly string[];
  /** Voucher codes and whatever else is a word of its own. */
  readonly words: readonly string[];
  /** Passwords and keys: texts that may hold anything. */
  readonly texts: readonly string[];
};

const shapes: Record<string, RegExp> = {
  "a cookie": /scrip\.(?:member|staff|claim|otp)[\w.-]*=|set-cookie|"cookie"/i,
  "a token": /\beyJ[\w-]{10,}|\bBearer\s+\S|\b[a-z]+_(?:live|test)_[\w-]{16,}/i,
  "a key of the API or a webhook": /\b(?:sk|rk|whsec)_[\w-]{16,}/i,
  "the token of a link": /\b[a-z]{3}_[0-9a-z]{26}\.[\w-]{20,}/,
  "a secret of an authenticator": /\b[A-Z2-7]{32}\b|otpauth:/,
  "a recovery code": /(?<![\w-])(?=[a-z-]*\d)[a-hjkmnp-z2-9]{5}-[a-hjkmnp-z2-9]{5}(?![\w-])/,
  "a statement": /\b(?:select\b.+\bfrom|insert\s+into|update\b.+\bset|delete\s+from)\b/i,
  "a statement's parameters": /\bparams?(?:eters)?"?\s*[:=]/i,
  "a phone": /(?<![\w.-])\+\d{8,15}\b/,
  "an address with its query": /"[^"]*\/(?:a|m|console|sign-in)\/[^"\s[]*\?[^"]*"/,
};

/** For logs of which no database is known: what is never said by its shape alone. */
export const shapesAlone: Unspeakable = { phones: [], emails: [], oneTimeCodes: [], words: [], texts: [] };

/** How every line begins, so that one behind a torn one is found. */
const BEGIN = '{"time":';

/**
 * The lines that say what must not be said, or are no line of JSON at all, each with the reason. A process that was
 * killed may have been writing a line, and the next of its name began behind it: with `mayBeTorn` such a line need not
 * be whole, but what there is of it is looked at like any other.
 */
export function unfitLines(log: string, never: Unspeakable, mayBeTorn = false): string[] {
  const words = new Set([
    ...never.phones.flatMap((phone) => [phone, phone.slice(1), phone.slice(-8)]),
    ...never.emails,
    ...never.words,
  ]);
  const codes = new Set(never.oneTimeCodes);
  const against = (line: string) => reasonAgainst(line, words, codes, never.texts);
  const lines = mayBeTorn ? linesAndPieces(log) : log.split("\n").map((line) => ({ line, isTorn: false }));
  return lines.flatMap(({ line, isTorn }) => {
    if (line === "") return [];
    const reason = (isTorn || isJson(line) ? null : "no line of JSON") ?? against(line);
    return reason ? [`${reason}: ${line.slice(0, 500)}`] : [];
  });
}

/** Torn is what another line begins behind, or the log ends behind, and itself began as a line. */
function linesAndPieces(log: string): { line: string; isTorn: boolean }[] {
  const lines = log.split("\n");
  return lines.flatMap((text, at) => {
    const pieces = text.split(/(?=\{"time":)/);
    const mayLastBeTorn = at === lines.length - 1;
    return pieces.map((line, of) => {
      const began = line.startsWith(BEGIN) || BEGIN.startsWith(line);
      return { line, isTorn: began && (of < pieces.length - 1 || mayLastBeTorn) };
    });
  });
}

function reasonAgainst(
  line: string,
  words: ReadonlySet<string>,
  codes: ReadonlySet<string>,
  texts: readonly string[],
): string | null {
  const shape = Object.entries(shapes).find(([, pattern]) => pattern.test(line));
  if (shape) return shape[0];
  if (line.split(/[^\w@.+-]+/).some((word) => words.has(word))) return "a word of the database";
  const six = line.matchAll(/(?<![\w:.-])\d{6}(?![\w:.-])/g);
  if ([...six].some(([code]) => codes.has(code))) return "a one-time code";
  return texts.some((text) => line.includes(text)) ? "a secret" : null;
}

function isJson(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}
