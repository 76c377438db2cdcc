import { ok, type Result, refuse } from "@/lib/kernel/result";
import { lockPlans, orderPlans as order } from "@/lib/members/repository/plans";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";

/**
 * Puts the merchant's card plans in this order. The same request id does it once. Refusal: `changed_meanwhile` when the
 * plans are others than those named.
 */
export async function orderPlans(
  scope: Scope,
  { requestId, planIds }: { readonly requestId: string; readonly planIds: readonly string[] },
): Promise<Result<{ planIds: readonly string[] }>> {
  return await transactOnce(scope, { route: "plan.order", key: requestId, body: { planIds } }, async (tx) => {
    const plans = await lockPlans(tx, scope);
    const same = plans.length === planIds.length && plans.every((plan) => planIds.includes(plan.id));
    if (!same || new Set(planIds).size !== planIds.length) return refuse("changed_meanwhile");
    await order(tx, scope, planIds);
    await noteChange(tx, `merchant:${scope.merchantId}`);
    await recordAudit(tx, scope, [
      { action: "plan.order", objectType: "merchant", objectId: scope.merchantId, after: { planIds } },
    ]);
    return ok({ planIds });
  });
}
