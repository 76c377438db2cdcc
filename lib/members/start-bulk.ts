import { inTransaction } from "@/db/transaction";
import { startJob } from "@/lib/jobs/start-job";
import type { Result } from "@/lib/kernel/result";
import { holdPickedGroup } from "@/lib/members/repository/groups";
import { holdTags } from "@/lib/members/repository/tags";
import type { BulkChange } from "@/lib/members/schema";
import type { MemberFilter } from "@/lib/members/schema/filter";
import type { Scope } from "@/lib/platform/auth/scope";

export type StartBulk = {
  readonly requestId: string;
  readonly filter: MemberFilter;
  readonly change: BulkChange;
  /** How many there are now; null = more than are counted. */
  readonly total: number | null;
};

/**
 * Starts the job that tags, untags, or puts into a group everybody a filter leaves, searched by name too, however many
 * there are. The same request id gives the same
 * job. Refusal: `too_many_jobs`. Throws `not_found` for a tag or a hand-picked group the merchant does not have.
 */
export async function startBulk(
  scope: Scope,
  { requestId, filter, change, total }: StartBulk,
): Promise<Result<{ readonly jobId: string }>> {
  return await inTransaction(async (tx) => {
    if (change.type === "tag") await holdTags(tx, scope, [...new Set([...change.add, ...change.remove])]);
    else await holdPickedGroup(tx, scope, change.groupId);
    const { q: words, ...rest } = filter;
    const input = { filter: rest, change, total };
    return await startJob(tx, scope, { kind: "members.bulk", requestId, input, words, total });
  });
}
