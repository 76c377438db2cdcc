import { ok, type Result } from "@/lib/kernel/result";
import { type ChangeStoreState, changeStoreState } from "@/lib/merchants/change-store-state";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne, type Named } from "@/lib/platform/each-one";

type ChangeStores = Omit<ChangeStoreState, "storeId"> & { readonly stores: readonly Named[] };

/**
 * Closes many stores or opens them again, each in a transaction of its own: one that is gone stops no other (`not_found`).
 * `changed` = those that stood otherwise before. The same request id changes each once.
 */
export async function changeStores(
  scope: Scope,
  { requestId, change, stores }: ChangeStores,
): Promise<Result<EachOutcome>> {
  const changed: string[] = [];
  const work = async (storeId: string, own: string) => {
    const result = await changeStoreState(scope, { requestId: own, storeId, change });
    if (result.ok && result.value.changed) changed.push(storeId);
    return result;
  };
  const outcome = await eachOne(requestId, stores, work);
  return ok({ ...outcome, changed });
}
