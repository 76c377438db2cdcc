import { ok, type Result, refuse } from "@/lib/kernel/result";
import { lockLabels } from "@/lib/members/repository/groups";
import { insertPlan, lockPlans, planNameTaken } from "@/lib/members/repository/plans";
import { PLANS_AT_MOST, type PlanInput } from "@/lib/members/schema";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Makes a card plan with its tiers, after the others. The same request id makes it once. Refusals: `name_taken{name}`,
 * `too_many_plans{most}`.
 */
export async function createPlan(
  scope: Scope,
  { requestId, plan }: { readonly requestId: string; readonly plan: PlanInput },
): Promise<Result<{ planId: string }>> {
  return await transactOnce(scope, { route: "plan.create", key: requestId, body: plan }, async (tx) => {
    await lockLabels(tx, scope);
    const plans = await lockPlans(tx, scope);
    if (plans.length >= PLANS_AT_MOST) return refuse("too_many_plans", { most: PLANS_AT_MOST });
    if (await planNameTaken(tx, scope, plan.name, null)) return refuse("name_taken", { name: plan.name });
    const last = Math.max(-1, ...plans.map((row) => row.position));
    const planId = await insertPlan(tx, scope, plan, last + 1);
    const after = { name: plan.name, tiers: plan.tiers.map((tier) => tier.name) };
    await recordAudit(tx, scope, [
      { action: "plan.create", objectType: "card_plan", objectId: planId, after },
    ]);
    return ok({ planId });
  });
}
