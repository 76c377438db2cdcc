type Words = { (key: string, values?: Record<string, string | number>): string; has(key: string): boolean };

type RawIssue = {
  code?: string;
  path?: readonly PropertyKey[];
  message?: string;
  input?: unknown;
  minimum?: unknown;
  maximum?: unknown;
  origin?: unknown;
  params?: unknown;
};

/**
 * A schema's complaint in words: what to do, in the reader's language. A custom issue's message that looks like a
 * code ("tiers_not_increasing") is looked up in `refusals` first, then here.
 */
export function fieldErrorWords(issue: RawIssue, t: Words, refusals: Words): string {
  const custom = codeWords(issue.message ?? "", numbersAndTexts(issue.params), t, refusals);
  if (custom) return custom;
  if (isMissing(issue)) return t("required");
  if (Number.isNaN(issue.input)) return unreadableWords(issue, t);
  if (issue.code === "too_small") return boundWords("small", issue, issue.minimum, t);
  if (issue.code === "too_big") return boundWords("big", issue, issue.maximum, t);
  if (issue.code === "invalid_format") return t("format");
  if (issue.code === "invalid_value") return t("chooseOne");
  return t("check");
}

/** Words for a code ("tiers_must_rise"), or null where there are none. */
export function codeWords(
  code: string,
  params: Record<string, string | number>,
  t: Words,
  refusals: Words,
): string | null {
  if (!/^[a-z][a-z0-9_]*$/.test(code)) return null;
  if (refusals.has(code)) return refusals(code, params);
  return t.has(code) ? t(code, params) : null;
}

function isMissing(issue: RawIssue): boolean {
  const { input } = issue;
  if (issue.code === "invalid_type") return input === undefined || input === null;
  return issue.code === "too_small" && input === "" && issue.origin === "string";
}

/** What a number field takes, when what was typed is none (its value is NaN then). */
function unreadableWords(issue: RawIssue, t: Words): string {
  const last = String(issue.path?.at(-1) ?? "");
  if (/Minor$/.test(last)) return t("amountUnreadable");
  return /bps$/i.test(last) ? t("percentUnreadable") : t("numberUnreadable");
}

function boundWords(side: "small" | "big", issue: RawIssue, bound: unknown, t: Words): string {
  const count = Number(bound);
  const last = String(issue.path?.at(-1) ?? "");
  if (/Minor$/.test(last)) return t(side === "small" ? "amountTooSmall" : "amountTooBig");
  if (/bps$/i.test(last))
    return t(side === "small" ? "numberTooSmall" : "numberTooBig", { count: count / 100 });
  if (issue.origin === "string") return t(side === "small" ? "textTooShort" : "textTooLong", { count });
  if (issue.origin === "array" || issue.origin === "set")
    return t(side === "small" ? "tooFew" : "tooMany", { count });
  return t(side === "small" ? "numberTooSmall" : "numberTooBig", { count });
}

function numbersAndTexts(params: unknown): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  if (typeof params !== "object" || params === null) return values;
  for (const [key, value] of Object.entries(params)) {
    if (typeof value === "string" || typeof value === "number") values[key] = value;
  }
  return values;
}
