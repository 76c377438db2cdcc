import { inTransaction } from "@/db/transaction";
import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";
import { lockMerchant, updateMerchant } from "@/lib/merchants/repository";
import type { OrderRules } from "@/lib/merchants/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

/** Changes how the merchant's orders are priced and refunded; what is not named stays. Twice is as good as once. */
export async function changeOrderRules(scope: Scope, rules: Partial<OrderRules>): Promise<Result<null>> {
  return await inTransaction(async (tx) => {
    const changed = changedFields(await lockMerchant(tx, scope), rules);
    if (!changed) return ok(null);
    await updateMerchant(tx, scope, rules);
    await recordAudit(tx, scope, [
      { action: "merchant.edit", objectType: "merchant", objectId: scope.merchantId, ...changed },
    ]);
    await announce(tx, scope, [{ type: "merchant.changed", subjectId: scope.merchantId, payload: {} }]);
    return ok(null);
  });
}
