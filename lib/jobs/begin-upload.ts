import { inTransaction } from "@/db/transaction";
import { insertUpload } from "@/lib/jobs/repository/files";
import { fileName, fileTypeOf } from "@/lib/jobs/schema";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Makes room for a file that somebody sends in, part by part (`keepUploadPart`), for a job that they start next. It is gone
 * after a day unless a job takes it. Refusal: `file_type` for anything but CSV, XLSX and TXT.
 */
export async function beginUpload(scope: Scope, name: string): Promise<Result<{ readonly fileId: string }>> {
  const type = fileTypeOf(name);
  if (!type) return refuse("file_type");
  const fileId = await inTransaction((tx) => insertUpload(tx, scope, { name: fileName(name), type }));
  return ok({ fileId });
}
