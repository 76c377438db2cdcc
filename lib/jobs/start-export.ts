import { z } from "zod";
import { inTransaction } from "@/db/transaction";
import type { ExportJob } from "@/lib/jobs/schema";
import { type JobRequest, startJob } from "@/lib/jobs/start-job";
import type { Result } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

const filterShape = z.looseObject({ q: z.string().optional() });

/**
 * Starts the export of a list as a tracked job, with the filter that is in view; audited with it (O7) but for the words
 * searched by (`q`), which may be somebody's name or phone (S-39). The same request gives the same job. Refusal:
 * `too_many_jobs`.
 */
export async function startExport(
  scope: Scope,
  request: Pick<JobRequest, "kind" | "requestId" | "title"> &
    Omit<ExportJob, "columns"> &
    Partial<Pick<ExportJob, "columns">>,
): Promise<Result<{ readonly jobId: string }>> {
  const { kind, requestId, title, format, locale, timeZone, columns } = request;
  const { q, ...filter } = filterShape.parse(request.filter);
  const input = { format, locale, timeZone, filter, ...(columns ? { columns } : {}) };
  return await inTransaction((tx) => startJob(tx, scope, { kind, requestId, title, input, words: q }));
}
