import { ok, type Result, refuse } from "@/lib/kernel/result";
import { firstUse } from "@/lib/members/repository/groups";
import { heldTier, lockPlan, deletePlan as remove } from "@/lib/members/repository/plans";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";

/**
 * Deletes a card plan with its tiers. The same request id does it once. Refusals: `tier_held{name}` while a member holds
 * one of them, `label_in_use{kind, name}` while a coupon, an activity, a placement or a group's rule names it. Throws `not_found`.
 */
export async function deletePlan(
  scope: Scope,
  { requestId, planId }: { readonly requestId: string; readonly planId: string },
): Promise<Result<{ planId: string }>> {
  return await transactOnce(scope, { route: "plan.delete", key: requestId, body: { planId } }, async (tx) => {
    const plan = await lockPlan(tx, scope, planId);
    const tierIds = plan.tiers.map((tier) => tier.id);
    const held = await heldTier(tx, scope, tierIds);
    if (held) return refuse("tier_held", { name: plan.tiers.find((tier) => tier.id === held)?.name ?? "" });
    const use =
      (await firstUse(tx, scope, "planIds", [planId])) ?? (await firstUse(tx, scope, "tierIds", tierIds));
    if (use) return refuse("label_in_use", use);
    await remove(tx, scope, planId);
    const before = { name: plan.name, tiers: plan.tiers.map((tier) => tier.name) };
    await noteChange(tx, `merchant:${scope.merchantId}`);
    await recordAudit(tx, scope, [
      { action: "plan.delete", objectType: "card_plan", objectId: planId, before },
    ]);
    return ok({ planId });
  });
}
