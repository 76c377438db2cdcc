import type { z } from "zod";
import type { JobKind } from "@/lib/platform/auth/job-kinds";
import type { Scope } from "@/lib/platform/auth/scope";
import type { Cell } from "@/lib/platform/csv-file";
import type { FileWords } from "@/lib/platform/file-words";

export type ExportColumn<R> = {
  /** The column of the list that shows it; absent = it stands in every file, such as the name and the id. */
  readonly of?: string;
  readonly header: (words: FileWords) => string;
  readonly cell: (row: R, words: FileWords) => Cell;
};

export type ExportPage<R> = {
  readonly rows: readonly R[];
  readonly nextCursor: string | null;
  /** How many rows the filter finds, where the query knows; null where it stopped counting. */
  readonly total: number | null;
};

/** What a slice says of an export: its columns, and how a page of its rows is read. */
export type ExportSpec<F, R> = {
  readonly kind: JobKind;
  readonly filter: z.ZodType<F>;
  /** The file's and the sheet's name, before the date. */
  readonly name: (words: FileWords) => string;
  /** Those that whoever asked may have. */
  readonly columns: readonly ExportColumn<R>[] | ((scope: Scope) => readonly ExportColumn<R>[]);
  /** The page after `cursor`, a few hundred rows, in the list's order; `now` is when the export was asked for. */
  readonly rows: (scope: Scope, filter: F, cursor: string | null, now: Date) => Promise<ExportPage<R>>;
};

/** Rows that an export reads at once. */
export const EXPORT_PAGE = 500;

/** A list's total for an export: lists stop counting at 10,000, and then nobody knows. */
export const totalOf = (total: number) => (total > 10_000 ? null : total);

/**
 * The columns of a file of a list that shows `shown`, in that order: what stands in every file stays around them. Null =
 * the list is as the product has it, and the file has all.
 */
export function columnsInView<R>(
  columns: readonly ExportColumn<R>[],
  shown: readonly string[] | null,
): readonly ExportColumn<R>[] {
  if (shown === null) return columns;
  const first = columns.findIndex(({ of }) => of !== undefined);
  const head = first < 0 ? columns : columns.slice(0, first);
  const chosen = shown.flatMap((key) => columns.filter(({ of }) => of === key));
  const tail = first < 0 ? [] : columns.slice(first).filter(({ of }) => of === undefined);
  return [...head, ...chosen, ...tail];
}
