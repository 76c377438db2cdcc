const FORMULA = /^[=+\-@\t\r]/;

/** A text that no spreadsheet takes for a formula (S-31): one that begins like one gets an apostrophe before it. */
export function safeCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** What `safeCell` was given: for files of ours that come back. */
export function plainCell(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}
