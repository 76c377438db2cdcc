import { stringify } from "csv-stringify/sync";
import { safeCell } from "@/lib/kernel/safe-cell";

/** What a cell of an export holds. Numbers stay numbers in a spreadsheet; instants are written as text in one zone. */
export type Cell = string | number | null;

/** Tells a spreadsheet that a CSV file is UTF-8, so that Chinese is read as Chinese. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** Rows as CSV with commas and CRLF. Texts are safe, numbers as they are; the mark of `BYTE_ORDER_MARK` is the caller's. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  const safe = rows.map((row) => row.map((cell) => (typeof cell === "string" ? safeCell(cell) : cell)));
  return stringify(safe, { record_delimiter: "windows", quoted_match: /\r/ });
}
