import { inTransaction } from "@/db/transaction";
import type { ExportJob } from "@/lib/jobs/schema";
import { type JobRequest, startJob } from "@/lib/jobs/start-job";
import type { Result } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Starts the export of a list as a tracked job, with the filter that is in view; audited with it (O7). The same request
 * gives the same job. Refusal: `too_many_jobs`.
 */
export async function startExport(
  scope: Scope,
  request: Pick<JobRequest, "kind" | "requestId" | "title"> & ExportJob,
): Promise<Result<{ readonly jobId: string }>> {
  const { kind, requestId, title, format, locale, timeZone, filter } = request;
  const input = { format, locale, timeZone, filter };
  return await inTransaction((tx) => startJob(tx, scope, { kind, requestId, title, input }));
}
