import { inTransaction } from "@/db/transaction";
import { startJob } from "@/lib/jobs/start-job";
import { type Result, refuse } from "@/lib/kernel/result";
import type { MemberImport } from "@/lib/members/read-import";
import { holdTags } from "@/lib/members/repository/tags";
import type { Scope } from "@/lib/platform/auth/scope";

export type StartImport = MemberImport & { readonly requestId: string; readonly fileId: string };

/**
 * Starts the job that takes members out of a file the same person sent in. The same request id gives the same job.
 * Refusals: `choose_phone_column`, `too_many_jobs`. Throws `not_found` for a file that is not theirs, or a tag that is not
 * the merchant's.
 */
export async function startImport(
  scope: Scope,
  { requestId, fileId, ...input }: StartImport,
): Promise<Result<{ readonly jobId: string }>> {
  if (input.mapping.phone === null) return refuse("choose_phone_column");
  return await inTransaction(async (tx) => {
    await holdTags(tx, scope, [...new Set(input.tagIds)]);
    return await startJob(tx, scope, { kind: "members.import", requestId, input, fileId });
  });
}
