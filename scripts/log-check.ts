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

/** The lines that say what must not be said, or are no line of JSON at all, each with the reason. */
export function unfitLines(log: string, never: Unspeakable): string[] {
  const words = new Set([
    ...never.phones.flatMap((phone) => [phone, phone.slice(1), phone.slice(-8)]),
    ...never.emails,
    ...never.words,
  ]);
  const codes = new Set(never.oneTimeCodes);
  return log.split("\n").flatMap((line) => {
    if (line === "") return [];
    const reason = reasonAgainst(line, words, codes, never.texts);
    return reason ? [`${reason}: ${line.slice(0, 500)}`] : [];
  });
}

function reasonAgainst(
  line: string,
  words: ReadonlySet<string>,
  codes: ReadonlySet<string>,
  texts: readonly string[],
): string | null {
  if (!isJson(line)) return "no line of JSON";
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
