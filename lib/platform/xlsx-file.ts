import writeExcelFile from "write-excel-file/node";
import type { Cell } from "@/lib/platform/csv-file";

/** Rows beyond which a table is offered as CSV only: a spreadsheet file is made in memory. */
export const XLSX_ROWS = 100_000;

/** A sheet's name as Excel takes one. */
const sheetName = (name: string) =>
  name
    .replace(/[\\/?*[\]:']/g, " ")
    .trim()
    .slice(0, 31) || "Sheet";

/**
 * An XLSX file of one sheet with its first row kept in sight. Every text is typed as a text, whatever it begins with
 * (S-31): nothing is a formula, and a phone keeps its plus. Holds the whole file in memory: in the worker only, and for
 * `XLSX_ROWS` rows at most.
 */
export async function xlsxFile(
  name: string,
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<Uint8Array> {
  if (rows.length > XLSX_ROWS) throw new Error("too many rows for a spreadsheet");
  const text = (value: string) => ({ value, type: String });
  const cell = (value: Cell) =>
    value === null || value === "" ? null : typeof value === "number" ? { value, type: Number } : text(value);
  const head = header.map((value) => ({ ...text(value), fontWeight: "bold" as const }));
  const sheet = [head, ...rows.map((row) => row.map(cell))];
  const columns = header.map((title) => ({ width: Math.min(40, Math.max(14, title.length + 4)) }));
  return await writeExcelFile(sheet, { sheet: sheetName(name), stickyRowsCount: 1, columns }).toBuffer();
}
