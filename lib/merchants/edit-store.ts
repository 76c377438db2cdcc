import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { isCodeTaken, lockMerchant, lockStore, updateStore } from "@/lib/merchants/repository";
import type { StoreInput } from "@/lib/merchants/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type EditStore = {
  readonly requestId: string;
  readonly storeId: string;
  readonly revision: number;
  readonly store: StoreInput;
};

/**
 * Changes a store. The same request id changes it once. Refusal: `changed_meanwhile` when somebody saved since
 * `revision`; `store_code_taken{code}`. Throws `not_found`.
 */
export async function editStore(
  scope: Scope,
  { requestId, storeId, revision, store }: EditStore,
): Promise<Result<{ revision: number }>> {
  const body = { storeId, revision, store };
  return await transactOnce(scope, { route: "store.edit", key: requestId, body }, async (tx) => {
    // Two that take one code wait for each other here, before the store's own row as everywhere.
    if (store.code) await lockMerchant(tx, scope);
    const current = await lockStore(tx, scope, storeId);
    if (current.revision !== revision) return refuse("changed_meanwhile");
    const changed = changedFields(current, store);
    if (!changed) return ok({ revision });
    if (store.code && (await isCodeTaken(tx, scope, store.code, storeId)))
      return refuse("store_code_taken", { code: store.code });
    const next = await updateStore(tx, scope, storeId, store);
    await recordAudit(tx, scope, [
      { action: "store.edit", objectType: "store", objectId: storeId, ...changed },
    ]);
    await noteChange(tx, `merchant:${scope.merchantId}`);
    await announce(tx, scope, [{ type: "store.changed", subjectId: storeId, payload: {} }]);
    return ok({ revision: next });
  });
}
