import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { lockMerchant, updateMerchant } from "@/lib/merchants/repository";
import type { MerchantInput } from "@/lib/merchants/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type EditMerchant = {
  readonly requestId: string;
  readonly revision: number;
  readonly merchant: MerchantInput;
};

/**
 * Changes the organisation. The same request id changes it once. Refusal: `changed_meanwhile` when somebody saved since
 * `revision`.
 */
export async function editMerchant(
  scope: Scope,
  { requestId, revision, merchant }: EditMerchant,
): Promise<Result<{ revision: number }>> {
  const body = { revision, merchant };
  return await transactOnce(scope, { route: "merchant.edit", key: requestId, body }, async (tx) => {
    const current = await lockMerchant(tx, scope);
    if (current.revision !== revision) return refuse("changed_meanwhile");
    const changed = changedFields(current, merchant);
    if (!changed) return ok({ revision });
    const next = await updateMerchant(tx, scope, merchant);
    await recordAudit(tx, scope, [
      { action: "merchant.edit", objectType: "merchant", objectId: scope.merchantId, ...changed },
    ]);
    await noteChange(tx, `merchant:${scope.merchantId}`);
    await announce(tx, scope, [{ type: "merchant.changed", subjectId: scope.merchantId, payload: {} }]);
    return ok({ revision: next });
  });
}
