import { databaseNow } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { anonymise, lockMember } from "@/lib/members/repository/directory";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

export type EraseMember = {
  readonly requestId: string;
  readonly memberId: string;
  /** The last four digits of their phone, typed again. */
  readonly confirmation: string;
};

/**
 * Forgets who a member is (S-39): what identifies them is replaced, tags, tiers, groups and remarks go, every sign-in
 * ends, and a keyed hash of the phone keeps imports from bringing them back. Coupons, participations and balances stay on
 * record as nobody's, so that no counter changes; who listens to `member.erased` takes out what it keeps in words. It cannot be undone. Whatever is being given to them at this moment either comes
 * first or falls to nobody: it waits on the same row. The same request id does it once. Refusal: `confirmation_wrong`.
 * Throws `not_found`, also when it is done already.
 */
export async function eraseMember(
  scope: Scope,
  { requestId, memberId, confirmation }: EraseMember,
): Promise<Result<{ memberId: string }>> {
  const body = { memberId, confirmation };
  return await transactOnce(scope, { route: "member.erase", key: requestId, body }, async (tx) => {
    const member = await lockMember(tx, scope, memberId, "update");
    if (member.phone.slice(-4) !== confirmation) return refuse("confirmation_wrong");
    const sessions = await anonymise(tx, scope, member, await databaseNow(tx));
    await recordAudit(tx, scope, [
      { action: "member.erase", objectType: "member", objectId: memberId, after: { sessions } },
    ]);
    await announce(tx, scope, [{ type: "member.erased", subjectId: memberId, payload: { memberId } }]);
    return ok({ memberId });
  });
}
