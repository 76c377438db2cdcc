import { inTransaction } from "@/db/transaction";
import { startJob } from "@/lib/jobs/start-job";
import { AppError } from "@/lib/kernel/app-error";
import type { Result } from "@/lib/kernel/result";
import { holdPickedGroup } from "@/lib/members/repository/groups";
import { holdTags } from "@/lib/members/repository/tags";
import type { BulkChange, MemberFilter } from "@/lib/members/schema";
import type { Scope } from "@/lib/platform/auth/scope";

export type StartBulk = {
  readonly requestId: string;
  /** Without words that name a person: it is audited. */
  readonly filter: MemberFilter;
  readonly change: BulkChange;
  /** How many there are now; null = more than are counted. */
  readonly total: number | null;
};

/**
 * Starts the job that tags, untags, or puts into a group everybody a filter leaves. The same request id gives the same
 * job. Refusal: `too_many_jobs`. Throws `not_found` for a tag or a hand-picked group the merchant does not have.
 */
export async function startBulk(
  scope: Scope,
  { requestId, filter, change, total }: StartBulk,
): Promise<Result<{ readonly jobId: string }>> {
  if (filter.q) throw new AppError("malformed");
  return await inTransaction(async (tx) => {
    if (change.type === "tag") await holdTags(tx, scope, [...new Set([...change.add, ...change.remove])]);
    else await holdPickedGroup(tx, scope, change.groupId);
    const input = { filter, change, total };
    return await startJob(tx, scope, { kind: "members.bulk", requestId, input, total });
  });
}
