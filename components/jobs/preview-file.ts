import { plainCell } from "@/lib/kernel/safe-cell";

/** The head of a file as its reader sees it before it is sent: the names of its columns, and some rows. */
export type FilePreview = { header: string[]; rows: string[][] };

const SHOWN = 20;
/** Enough of a text file for its header and some rows. */
const BYTES = 64 * 1024;

/**
 * Reads the head of a CSV or XLSX file in the browser, for choosing its columns; null when it cannot be read. What counts
 * is how the server reads the whole file afterwards.
 */
export async function previewFile(file: File): Promise<FilePreview | null> {
  try {
    const rows = /\.xlsx$/i.test(file.name) ? await sheetHead(file) : await textHead(file);
    const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ""));
    const [header, ...rest] = filled;
    return header ? { header: header.map((cell) => cell.trim()), rows: rest.slice(0, SHOWN) } : null;
  } catch {
    return null;
  }
}

/** A workbook is one compressed whole: its first rows take reading all of it, and so are read by a worker. */
async function sheetHead(file: File): Promise<string[][]> {
  const worker = new Worker(new URL("./sheet-worker.ts", import.meta.url), { type: "module" });
  try {
    const rows = await new Promise<unknown[][] | null>((answer, fail) => {
      worker.onmessage = ({ data }) => answer(data);
      worker.onerror = () => fail(new Error("the worker could not read the file"));
      worker.postMessage({ file, rows: SHOWN + 5 });
    });
    return (rows ?? []).map((row) => row.map((cell) => cellText(cell)));
  } finally {
    worker.terminate();
  }
}

const cellText = (cell: unknown) => {
  if (cell === null || cell === undefined) return "";
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
};

async function textHead(file: File): Promise<string[][]> {
  const { parse } = await import("csv-parse/browser/esm/sync");
  const bytes = await file.slice(0, BYTES).arrayBuffer();
  const whole = file.size <= BYTES;
  const text = decode(new Uint8Array(bytes), whole).replace(/^\uFEFF/, "");
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const counts = [",", ";", "\t"].map((mark) => ({ mark, count: head.split(mark).length }));
  const { mark } = counts.reduce((most, each) => (each.count > most.count ? each : most));
  // A file cut in the middle ends in the middle of a row.
  const rows = whole ? text : text.slice(0, text.lastIndexOf("\n"));
  const options = { delimiter: mark, relax_column_count: true, relax_quotes: true, to: SHOWN + 5 };
  const found: string[][] = parse(rows, options);
  return found.map((row) => row.map((cell) => plainCell(cell)));
}

function decode(bytes: Uint8Array, whole: boolean): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !whole });
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}
