import { type RunningJob, type TrackedJob, trackedJob } from "@/lib/jobs/run-job";
import { type ExportJob, exportJobSchema, fileName, type JobResult } from "@/lib/jobs/schema";
import { ok } from "@/lib/kernel/result";
import { localDate } from "@/lib/kernel/time";
import { BYTE_ORDER_MARK, type Cell, csvText } from "@/lib/platform/csv-file";
import {
  columnsInView,
  type ExportColumn,
  type ExportPage,
  type ExportSpec,
} from "@/lib/platform/export-spec";
import { type FileWords, fileWords } from "@/lib/platform/file-words";
import { XLSX_ROWS, xlsxFile } from "@/lib/platform/xlsx-file";

/**
 * Makes an export of a spec: what the person who started it may see now, page by page, as CSV or XLSX. A table of more
 * rows than a spreadsheet file takes becomes CSV, and says so. Begun again after a crash, it starts over: there is one
 * file in the end.
 */
export function exportJob<F, R>(spec: ExportSpec<F, R>): TrackedJob {
  return trackedJob({
    kind: spec.kind,
    input: exportJobSchema,
    run: async (job) => ok(await writeExport(spec, job)),
  });
}

async function writeExport<F, R>(
  spec: ExportSpec<F, R>,
  job: RunningJob<ExportJob>,
): Promise<Partial<JobResult>> {
  const { format, locale, timeZone } = job.input;
  const filter = spec.filter.parse(job.words ? { ...job.input.filter, q: job.words } : job.input.filter);
  const words = await fileWords(locale, timeZone);
  const all = typeof spec.columns === "function" ? spec.columns(job.scope) : spec.columns;
  const columns = columnsInView(all, job.input.columns);
  const header = columns.map((column) => column.header(words));
  const pages = exportPages(spec, filter, columns, words, job);
  const title = spec.name(words);
  const name = `${title} ${localDate(job.startedAt, timeZone)}`;
  if (format === "csv") {
    const rows = await writeCsv(job, name, header, pages);
    return { counts: { rows } };
  }
  const held: Cell[][] = [];
  for await (const page of pages) {
    held.push(...page);
    if (held.length <= XLSX_ROWS) continue;
    const rows = await writeCsv(job, name, header, after(held, pages));
    return { counts: { rows }, notes: ["csv_instead"] };
  }
  const bytes = await xlsxFile(title, header, held);
  await job.writeFile({ role: "result", name: `${fileName(name)}.xlsx`, type: "xlsx" }, once(bytes));
  return { counts: { rows: held.length } };
}

async function* exportPages<F, R>(
  spec: ExportSpec<F, R>,
  filter: F,
  columns: readonly ExportColumn<R>[],
  words: FileWords,
  job: RunningJob<ExportJob>,
): AsyncGenerator<Cell[][]> {
  let done = 0;
  let total: number | null = null;
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const page: ExportPage<R> = await spec.rows(job.scope, filter, cursor, job.startedAt);
    done += page.rows.length;
    if (first) total = page.total;
    // A list grows while it is read: it is never more done than there was.
    await job.progress(done, total === null ? null : Math.max(total, done));
    yield page.rows.map((row) => columns.map((column) => column.cell(row, words)));
    cursor = page.nextCursor;
  }
}

async function* after(held: Cell[][], rest: AsyncIterable<Cell[][]>): AsyncGenerator<Cell[][]> {
  yield held;
  yield* rest;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function writeCsv(
  job: RunningJob<ExportJob>,
  name: string,
  header: readonly string[],
  pages: AsyncIterable<Cell[][]>,
): Promise<number> {
  let rows = 0;
  const lines = async function* () {
    yield BYTE_ORDER_MARK + csvText([header]);
    for await (const page of pages) {
      rows += page.length;
      if (page.length > 0) yield csvText(page);
    }
  };
  await job.writeFile({ role: "result", name: `${fileName(name)}.csv`, type: "csv" }, lines());
  return rows;
}
