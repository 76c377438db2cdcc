import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result } from "@/lib/kernel/result";
import { lockMember } from "@/lib/members/repository/directory";
import { holdPlan, holdTier, putTier, tierNames } from "@/lib/members/repository/plans";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

export type SetMemberTier = {
  readonly requestId: string;
  readonly memberId: string;
  readonly planId: string;
  /** Null takes the tier they hold in the plan. */
  readonly tierId: string | null;
};

/**
 * Gives a member a tier of a card plan, in place of the one they hold in it, or takes it: at most one for each plan, by
 * the key. The same request id does it once. Throws `not_found` for a member out of reach, and for a tier that is not of
 * the plan.
 */
export async function setMemberTier(
  scope: Scope,
  { requestId, memberId, planId, tierId }: SetMemberTier,
): Promise<Result<{ tierId: string | null }>> {
  const body = { memberId, planId, tierId };
  return await transactOnce(scope, { route: "member.tier", key: requestId, body }, async (tx) => {
    await lockMember(tx, scope, memberId);
    await holdPlan(tx, scope, planId);
    if (tierId && (await holdTier(tx, scope, tierId)).planId !== planId) throw new AppError("not_found");
    const held = await putTier(tx, scope, memberId, planId, tierId);
    if (held === tierId) return ok({ tierId });
    const names = await tierNames(tx, scope, [held, tierId]);
    const about = (id: string | null) => (id ? { planId, tierId: id, tier: names.get(id) ?? null } : null);
    await recordAudit(tx, scope, [
      {
        action: "member.tier",
        objectType: "member",
        objectId: memberId,
        before: about(held),
        after: about(tierId),
      },
    ]);
    await announce(tx, scope, [
      { type: "member.tier_changed", subjectId: memberId, payload: { memberId, planId, tierId } },
    ]);
    return ok({ tierId });
  });
}
