import { inTransaction } from "@/db/transaction";
import { startJob } from "@/lib/jobs/start-job";
import type { Result } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

/** Starts loading the merchant's sample data, or taking it away again, as a job. The same request id starts it once. */
export async function startSample(
  scope: Scope,
  { requestId, what }: { readonly requestId: string; readonly what: "loadSample" | "removeSample" },
): Promise<Result<{ readonly jobId: string }>> {
  return await inTransaction((tx) =>
    startJob(tx, scope, { kind: `analytics.${what}`, requestId, input: {} }),
  );
}
