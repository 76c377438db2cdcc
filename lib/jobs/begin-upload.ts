import { inTransaction } from "@/db/transaction";
import { insertUpload } from "@/lib/jobs/repository/files";
import { fileName, fileTypeOf } from "@/lib/jobs/schema";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Makes room for a file that somebody sends in, part by part (`keepUploadPart`), for a job that they start next. It is gone
 * after a day unless a job takes it. Refusal: `file_type` for anything but CSV, XLSX and TXT.
 * Throws `forbidden` for who only looks as another role.
 */
export async function beginUpload(scope: Scope, name: string): Promise<Result<{ readonly fileId: string }>> {
  if (scope.isPreview) throw new AppError("forbidden", "a preview changes nothing", { reason: "preview" });
  const type = fileTypeOf(name);
  if (!type) return refuse("file_type");
  const fileId = await inTransaction((tx) => insertUpload(tx, scope, { name: fileName(name), type }));
  return ok({ fileId });
}
