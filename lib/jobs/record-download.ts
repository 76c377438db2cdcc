import { inTransaction } from "@/db/transaction";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

/** Writes down that somebody took a job's file (O7): what leaves the product is on record. */
export async function recordDownload(
  scope: Scope,
  file: { readonly id: string; readonly jobId: string; readonly name: string; readonly bytes: number },
): Promise<void> {
  const { id, jobId, name, bytes } = file;
  await inTransaction((tx) =>
    recordAudit(tx, scope, [
      { action: "job.download", objectType: "job", objectId: jobId, after: { file: id, name, bytes } },
    ]),
  );
}
