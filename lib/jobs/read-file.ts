import { inTransaction } from "@/db/transaction";
import { findFilePart, findInputFile } from "@/lib/jobs/repository/files";
import type { Run } from "@/lib/jobs/repository/runs";
import { fileTypeOf } from "@/lib/jobs/schema";
import { AppError } from "@/lib/kernel/app-error";
import { readTable, type Table } from "@/lib/platform/read-table";

/** The bytes of a file, one part in memory at a time. */
export async function* fileBytes(merchantId: string, fileId: string): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part += 1) {
    const data = await inTransaction((tx) => findFilePart(tx, merchantId, fileId, part));
    if (!data) return;
    yield data;
  }
}

/**
 * The rows of the file that a job was given, as text cells. In the worker only: a made-up file costs time and memory up
 * to the limits of platform/read-table.ts, whose refusals it gives. Throws `not_found` when the job has no file.
 */
export async function readInput(run: Run): Promise<Table> {
  const file = await inTransaction((tx) => findInputFile(tx, run));
  if (!file) throw new AppError("not_found");
  return await readTable(fileTypeOf(file.name) ?? file.type, fileBytes(run.merchantId, file.id));
}
