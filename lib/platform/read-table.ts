import { parse } from "csv-parse/sync";
import { unzipSync } from "fflate";
import { readSheet } from "read-excel-file/universal";
import { plainCell } from "@/lib/kernel/safe-cell";

/** The most that one file may hold; what is beyond is refused before it costs anything (S-32). */
export const tableLimits = {
  bytes: 20 * 1024 * 1024,
  /** Rows of data, without the header. */
  rows: 100_000,
  columns: 100,
  cells: 2_000_000,
  /** Characters of one cell. */
  cell: 10_000,
  /** Bytes of an XLSX file's parts once unpacked, and how many parts it may have. */
  unpacked: 100 * 1024 * 1024,
  parts: 500,
} as const;

export type TableFault =
  | "file_empty"
  | "file_too_large"
  | "file_unreadable"
  | "too_many_rows"
  | "too_many_columns"
  | "cell_too_long";

/** A file that cannot be taken as a table, and why. */
export class UnreadableTable extends Error {
  override name = "UnreadableTable";
  constructor(readonly fault: TableFault) {
    super(fault);
  }
}

export type TableRow = {
  /** Where it stands in the file, the first line being 1. */
  readonly row: number;
  /** One text for each column of the header; "" where there is nothing. */
  readonly cells: readonly string[];
};
export type Table = { readonly header: readonly string[]; readonly rows: readonly TableRow[] };

/**
 * The rows of a CSV, XLSX or TXT file as texts. CSV may be UTF-8, UTF-16 or GB 18030 (what a Chinese Excel saves), with
 * commas, semicolons or tabs; the apostrophe of our own exports is taken off again. TXT has one cell a line and no
 * header. Of an XLSX file the first sheet is read; formulas give their last value. Empty rows are left out. Throws
 * `UnreadableTable`. For the worker: it costs what `tableLimits` allow.
 */
export async function readTable(
  type: "csv" | "xlsx" | "txt" | "json",
  chunks: AsyncIterable<Uint8Array>,
): Promise<Table> {
  const bytes = await gather(chunks);
  if (type === "xlsx") return tableOf(await sheetRows(bytes), true);
  const text = decodeText(bytes);
  if (type === "txt") {
    return tableOf(
      text.split(/\r\n|\r|\n/).map((line) => [plainCell(line.trim())]),
      false,
    );
  }
  return tableOf(csvRows(text), true);
}

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > tableLimits.bytes) throw new UnreadableTable("file_too_large");
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const wide =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : null;
  for (const encoding of wide ? [wide] : ["utf-8", "gb18030"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (text.includes("\0")) break;
      return text;
    } catch {}
  }
  throw new UnreadableTable("file_unreadable");
}

function csvRows(text: string): string[][] {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const counts = [",", ";", "\t"].map((mark) => ({ mark, count: head.split(mark).length }));
  const { mark } = counts.reduce((most, each) => (each.count > most.count ? each : most));
  try {
    const rows: string[][] = parse(text, {
      delimiter: mark,
      relax_column_count: true,
      max_record_size: tableLimits.cell * 20,
      to: tableLimits.rows + 2,
    });
    return rows.map((row) => row.map((cell) => plainCell(cell)));
  } catch {
    throw new UnreadableTable("file_unreadable");
  }
}

const isPart = (name: string) => name.endsWith(".xml") || name.endsWith(".rels");

// The reader fills every row up to the widest: what a cell says of its place is looked at before it is given any.
async function sheetRows(bytes: Uint8Array): Promise<string[][]> {
  const sheets = unpack(bytes);
  for (const xml of sheets) checkPlaces(xml);
  try {
    const whole = new Uint8Array(bytes).buffer;
    const rows = await readSheet(whole, { trim: false });
    return rows.map((row) => row.map((cell) => cellText(cell)));
  } catch {
    throw new UnreadableTable("file_unreadable");
  }
}

function unpack(bytes: Uint8Array): string[] {
  let total = 0;
  let parts = 0;
  let unpacked: Record<string, Uint8Array>;
  try {
    // Every part is unpacked into as much room as it says that it needs, never more.
    unpacked = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!isPart(name)) return false;
        parts += 1;
        total += originalSize;
        if (total > tableLimits.unpacked || parts > tableLimits.parts)
          throw new UnreadableTable("file_too_large");
        return /worksheets\/[^/]+\.xml$/.test(name);
      },
    });
  } catch (error) {
    throw error instanceof UnreadableTable ? error : new UnreadableTable("file_unreadable");
  }
  return Object.values(unpacked).map((part) => Buffer.from(part).toString("latin1"));
}

function checkPlaces(xml: string): void {
  let cells = 0;
  for (const [, place = ""] of xml.matchAll(/\sr\s*=\s*["']([^"']*)["']/g)) {
    const [, column, row] = /^([A-Z]{0,3})(\d{1,7})$/.exec(place) ?? [];
    if (column === undefined) throw new UnreadableTable("file_unreadable");
    if (Number(row) > tableLimits.rows + 1) throw new UnreadableTable("too_many_rows");
    if (columnNumber(column) > tableLimits.columns) throw new UnreadableTable("too_many_columns");
    cells += 1;
  }
  const opened = xml.match(/<(?:\w+:)?c[\s/>]/g)?.length ?? 0;
  const rows = xml.match(/<(?:\w+:)?row[\s/>]/g)?.length ?? 0;
  if (rows > tableLimits.rows + 1) throw new UnreadableTable("too_many_rows");
  if (Math.max(cells, opened) > tableLimits.cells) throw new UnreadableTable("file_too_large");
}

const columnNumber = (letters: string) =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return cell.toISOString().replace("T00:00:00.000Z", "");
  return typeof cell === "boolean" ? String(cell).toUpperCase() : String(cell);
}

function tableOf(all: readonly (readonly string[])[], hasHeader: boolean): Table {
  const numbered = all
    .map((cells, i) => ({ row: i + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const [head, ...rest] = numbered;
  if (!head) throw new UnreadableTable("file_empty");
  const header = hasHeader ? head.cells.map((cell) => cell.trim()) : [];
  const rows = hasHeader ? rest : numbered;
  if (rows.length > tableLimits.rows) throw new UnreadableTable("too_many_rows");
  const width = Math.max(header.length, 1);
  for (const { cells } of numbered) {
    if (cells.length > tableLimits.columns) throw new UnreadableTable("too_many_columns");
    if (cells.some((cell) => cell.length > tableLimits.cell)) throw new UnreadableTable("cell_too_long");
  }
  return {
    header,
    rows: rows.map(({ row, cells }) => ({
      row,
      cells: Array.from({ length: width }, (_, i) => cells[i] ?? ""),
    })),
  };
}
