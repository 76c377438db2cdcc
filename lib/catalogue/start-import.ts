import { inTransaction } from "@/db/transaction";
import type { ProductImport } from "@/lib/catalogue/read-import";
import { startJob } from "@/lib/jobs/start-job";
import { type Result, refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

export type StartImport = ProductImport & { readonly requestId: string; readonly fileId: string };

/**
 * Starts the job that takes products out of a file the same person sent in. The same request id gives the same job.
 * Refusals: `choose_sku_column`, `too_many_jobs`. Throws `not_found` for a file that is not theirs.
 */
export async function startImport(
  scope: Scope,
  { requestId, fileId, ...input }: StartImport,
): Promise<Result<{ readonly jobId: string }>> {
  if (input.mapping.sku === null) return refuse("choose_sku_column");
  return await inTransaction((tx) =>
    startJob(tx, scope, { kind: "catalogue.import", requestId, input, fileId }),
  );
}
