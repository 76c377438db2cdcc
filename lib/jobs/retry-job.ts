import { inTransaction } from "@/db/transaction";
import { findOwnJob } from "@/lib/jobs/find-own-job";
import { requeueJob } from "@/lib/jobs/repository/jobs";
import { type JobStatus, jobToRun } from "@/lib/jobs/schema";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { send } from "@/lib/platform/jobs";

/**
 * Has a job that failed or was cancelled go on from where it was; an export starts over. One that waits or runs is left
 * alone, so that twice is as good as once. Refusal: `job_done`. Throws `not_found` for one they may not see.
 */
export async function retryJob(
  scope: Scope,
  { jobId }: { readonly jobId: string },
): Promise<Result<{ readonly status: JobStatus }>> {
  return await inTransaction(async (tx) => {
    const job = await findOwnJob(tx, scope, jobId);
    if (job.status === "done") return refuse("job_done");
    if (!job.finishedAt) return ok({ status: job.status });
    await requeueJob(tx, scope, jobId);
    await recordAudit(tx, scope, [
      { action: "job.retry", objectType: "job", objectId: jobId, after: { kind: job.kind } },
    ]);
    await send(tx, jobToRun, { merchantId: scope.merchantId, jobId, from: job.tries });
    return ok({ status: "queued" });
  });
}
