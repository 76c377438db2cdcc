import { inTransaction } from "@/db/transaction";
import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";
import { lockMerchant, updateMerchant } from "@/lib/merchants/repository";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

/**
 * Sets to which hosts of other sites members may be sent (S-26), each exactly, in lower case. What leads to another one leads
 * nowhere from then on. Twice is as good as once.
 */
export async function setRedirectHosts(scope: Scope, hosts: readonly string[]): Promise<Result<null>> {
  return await inTransaction(async (tx) => {
    const redirectHosts = [...new Set(hosts)].sort();
    const changed = changedFields(await lockMerchant(tx, scope), { redirectHosts });
    if (!changed) return ok(null);
    await updateMerchant(tx, scope, { redirectHosts });
    await recordAudit(tx, scope, [
      { action: "merchant.edit", objectType: "merchant", objectId: scope.merchantId, ...changed },
    ]);
    await announce(tx, scope, [{ type: "merchant.changed", subjectId: scope.merchantId, payload: {} }]);
    return ok(null);
  });
}
