import { inTransaction } from "@/db/transaction";
import type { CouponFilter } from "@/lib/coupons/schema";
import { startJob } from "@/lib/jobs/start-job";
import type { Result } from "@/lib/kernel/result";
import type { LocalDate } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

export type StartExtending = {
  readonly requestId: string;
  readonly filter: CouponFilter;
  /** As of `extendCoupons`. */
  readonly lastDay: LocalDate;
};

/**
 * Starts the job that extends all coupons a filter leaves, as `extendCoupons` does with a few. The same request id gives
 * the same job. Refusal: `too_many_jobs`.
 */
export async function startExtending(
  scope: Scope,
  { requestId, filter, lastDay }: StartExtending,
): Promise<Result<{ readonly jobId: string }>> {
  const input = { filter, lastDay };
  return await inTransaction((tx) => startJob(tx, scope, { kind: "coupons.extend", requestId, input }));
}
