import { z } from "zod";

/** What the queue is told: which job, and how often it had been begun when it was sent (again). */
export const jobToRun = {
  name: "jobs.run",
  cron: null,
  /** An import of 100,000 rows takes minutes; what takes longer than this is taken up again where it was. */
  withinSeconds: 6 * 3600,
  input: z.object({ merchantId: z.string(), jobId: z.string(), from: z.int().min(0) }),
} as const;
export type JobMessage = z.output<typeof jobToRun.input>;

export const jobStatuses = ["queued", "running", "done", "failed", "cancelled"] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** What a job tells how many of; words in `jobs.counts`. */
export const countKeys = [
  "rows",
  "given",
  "created",
  "updated",
  "unchanged",
  "skipped",
  "refused",
  "removed",
] as const;
export type CountKey = (typeof countKeys)[number];

/** One row that was not taken: where it stands (the first row of data is 2, below the header), and why. */
export const refusedRowSchema = z.object({
  row: z.int().min(1),
  /** The row's own name for itself: a phone, a code. */
  value: z.string().max(200).default(""),
  /** A code with words in `jobs.reasons`. */
  reason: z.string().max(60),
});
export type RefusedRow = z.output<typeof refusedRowSchema>;

/** What is kept of a job that is over. All refused rows are in its file; the first stand here, too. */
export const jobResultSchema = z.object({
  counts: z.partialRecord(z.enum(countKeys), z.int().min(0)).default({}),
  refused: z.array(refusedRowSchema).max(20).default([]),
  /** What somebody should know about the result; words in `jobs.notes`. */
  notes: z.array(z.enum(["csv_instead", "sample_kept"])).default([]),
});
export type JobResult = z.output<typeof jobResultSchema>;

export const fileTypes = ["csv", "xlsx", "txt", "json"] as const;
export type FileType = (typeof fileTypes)[number];

/** What a file is served as: fixed here, never by what somebody sent. */
export const contentTypes: Readonly<Record<FileType, string>> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  txt: "text/plain; charset=utf-8",
  json: "application/json; charset=utf-8",
};

export const exportFormats = ["csv", "xlsx"] as const;

/** The columns of a list that are in view, in their order; null = as the product has them. */
const columnsSchema = z.array(z.string().max(40)).max(40).nullable().default(null);

/** What every export is asked with; `filter` is the list's, as the slice's own schema takes it. */
export const exportInput = <F extends z.ZodType>(filter: F) =>
  z.strictObject({
    ...{ requestId: z.string().min(8).max(64), format: z.enum(exportFormats), columns: columnsSchema },
    filter,
  });

/** As `exportInput`, for the export of what belongs to one thing, whose name its words say. */
export const namedExportInput = <F extends z.ZodType>(filter: F) =>
  exportInput(filter).extend({ name: z.string().trim().min(1).max(100) });

/** What an export job keeps of that, but for the words searched by: how to write the file, too. */
export const exportJobSchema = z.object({
  format: z.enum(exportFormats),
  locale: z.enum(["en", "zh-CN"]),
  timeZone: z.string(),
  columns: columnsSchema,
  filter: z.record(z.string(), z.unknown()),
});
export type ExportJob = z.output<typeof exportJobSchema>;

/** What a change of all that a filter leaves is told: which, in which language its report is, and what the kind adds. */
export const eachJobInput = <F extends z.ZodType, C extends z.ZodRawShape>(filter: F, change: C) =>
  z.strictObject({ filter, locale: exportJobSchema.shape.locale.default("en"), ...change });

/** What the words that a job is to search by are sealed for. */
export const JOB_WORDS = "job-words";

/** A file is sent in parts of so many bytes, the last as long as is left: each is below what the web process takes. */
export const UPLOAD_PART_BYTES = 512 * 1024;

/** Parts of a file that somebody sends in, at most: 20 MB in all. */
export const UPLOAD_PARTS = 40;

/** Days that a job and its files are kept. */
export const KEPT_DAYS = 7;

/** Jobs of one person that wait or run at once, at most. */
export const ACTIVE_AT_ONCE = 20;

/** A file name as it is kept: no folders, no control characters, never empty. */
export function fileName(name: string): string {
  const plain = name.replace(/[\p{Cc}\\/:*?"<>|]+/gu, " ").trim();
  return plain.slice(-120) || "file";
}

/** What kind of file a name says it is; null = one that we do not read. */
export function fileTypeOf(name: string): FileType | null {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase();
  return fileTypes.find((type) => type === ending && type !== "json") ?? null;
}
