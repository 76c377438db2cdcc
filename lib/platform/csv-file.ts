import { stringify } from "csv-stringify/sync";

/** What a cell of an export holds. Numbers stay numbers in a spreadsheet; instants are written as text in one zone. */
export type Cell = string | number | null;

/** Tells a spreadsheet that a CSV file is UTF-8, so that Chinese is read as Chinese. */
export const BYTE_ORDER_MARK = "\uFEFF";

const FORMULA = /^[=+\-@\t\r]/;

/** A text that no spreadsheet takes for a formula (S-31): one that begins like one gets an apostrophe before it. */
export function safeCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** What `safeCell` was given: for files of ours that come back. */
export function plainCell(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}

/** Rows as CSV with commas and CRLF. Texts are safe, numbers as they are; the mark of `BYTE_ORDER_MARK` is the caller's. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  const safe = rows.map((row) => row.map((cell) => (typeof cell === "string" ? safeCell(cell) : cell)));
  return stringify(safe, { record_delimiter: "windows" });
}
