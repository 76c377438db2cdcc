import { inTransaction } from "@/db/transaction";
import { type JobRequest, startJob } from "@/lib/jobs/start-job";
import type { Result } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Starts the job that changes all that a list's filter leaves (`eachJob`), however many there are. The same request gives
 * the same job. Refusal: `too_many_jobs`.
 */
export async function startEach(
  scope: Scope,
  request: Pick<JobRequest, "kind" | "requestId" | "input">,
): Promise<Result<{ readonly jobId: string }>> {
  return await inTransaction((tx) => startJob(tx, scope, request));
}
