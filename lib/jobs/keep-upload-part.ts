import { inTransaction } from "@/db/transaction";
import { completeFile, insertUploadPart, lockUpload, measureParts } from "@/lib/jobs/repository/files";
import { UPLOAD_PART_BYTES, UPLOAD_PARTS } from "@/lib/jobs/schema";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

export type UploadPart = {
  readonly fileId: string;
  /** From 0. */
  readonly part: number;
  readonly isLast: boolean;
  readonly data: Uint8Array;
};

/**
 * Keeps one part of a file that is sent in, unread. A part that comes twice is kept once, so a try may be repeated; the
 * last makes the file whole, if all before it are there. Refusals: `file_too_large`, `file_empty`, `file_incomplete`. Throws
 * `not_found` for a file that is not theirs; what is whole stays as it is.
 */
export async function keepUploadPart(
  scope: Scope,
  sent: UploadPart,
): Promise<Result<{ readonly bytes: number }>> {
  const { fileId, part, isLast, data } = sent;
  if (part >= UPLOAD_PARTS || data.length > UPLOAD_PART_BYTES) {
    return refuse("file_too_large", { megabytes: (UPLOAD_PARTS * UPLOAD_PART_BYTES) / 1024 / 1024 });
  }
  if (data.length === 0) return refuse("file_empty");
  return await inTransaction(async (tx) => {
    const file = await lockUpload(tx, scope, fileId);
    if (!file) throw new AppError("not_found");
    if (file.completedAt) return ok({ bytes: file.bytes });
    if (isLast && (await measureParts(tx, scope, fileId)).parts < part) return refuse("file_incomplete");
    await insertUploadPart(tx, scope, fileId, part, data);
    if (!isLast) return ok({ bytes: data.length });
    const { bytes } = await measureParts(tx, scope, fileId);
    await completeFile(tx, scope.merchantId, fileId, bytes);
    return ok({ bytes });
  });
}
