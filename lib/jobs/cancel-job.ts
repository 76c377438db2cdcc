import { inTransaction } from "@/db/transaction";
import { findOwnJob } from "@/lib/jobs/find-own-job";
import { cancelQueued, requestCancel } from "@/lib/jobs/repository/jobs";
import type { JobStatus } from "@/lib/jobs/schema";
import { ok, type Result } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Stops a job: one that waits never begins, one at work stops within about half a second; what it did stays done. A job
 * that is over stays as it is, so that twice is as good as once. Throws `not_found` for one they may not see.
 */
export async function cancelJob(
  scope: Scope,
  { jobId }: { readonly jobId: string },
): Promise<Result<{ readonly status: JobStatus }>> {
  return await inTransaction(async (tx) => {
    const job = await findOwnJob(tx, scope, jobId);
    if (job.finishedAt || job.cancelRequestedAt) return ok({ status: job.status });
    const waits = job.status === "queued";
    if (waits) await cancelQueued(tx, scope, jobId);
    else await requestCancel(tx, scope, jobId);
    await recordAudit(tx, scope, [
      { action: "job.cancel", objectType: "job", objectId: jobId, after: { kind: job.kind } },
    ]);
    return ok({ status: waits ? "cancelled" : "running" });
  });
}
