import { databaseNow } from "@/db/transaction";
import { ok, type Result } from "@/lib/kernel/result";
import { insertRemark, lockMember, markBlocked } from "@/lib/members/repository/directory";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

export type BlockMember = {
  readonly requestId: string;
  readonly memberId: string;
  readonly blocked: boolean;
  /** Why, for colleagues. */
  readonly reason: string;
};

/**
 * Keeps a member from taking part in anything, or lets them again, with the reason. What they hold stays theirs. The same
 * request id does it once; doing what is done already changes nothing. Throws `not_found`. The log points at the reason,
 * which goes with the member's data when they are erased.
 */
export async function blockMember(
  scope: Scope,
  { requestId, memberId, blocked, reason }: BlockMember,
): Promise<Result<{ blocked: boolean }>> {
  const body = { memberId, blocked, reason };
  return await transactOnce(scope, { route: "member.block", key: requestId, body }, async (tx) => {
    const member = await lockMember(tx, scope, memberId);
    if ((member.blockedAt !== null) === blocked) return ok({ blocked });
    await markBlocked(tx, scope, memberId, blocked ? await databaseNow(tx) : null);
    const remarkId = await insertRemark(tx, scope, { memberId, text: reason, writtenBy: null });
    const action = blocked ? "member.block" : "member.unblock";
    await recordAudit(tx, scope, [{ action, objectType: "member", objectId: memberId, after: { remarkId } }]);
    await announce(tx, scope, [{ type: "member.changed", subjectId: memberId, payload: { memberId } }]);
    return ok({ blocked });
  });
}
