import { type ChangeProductState, changeProductState } from "@/lib/catalogue/change-product-state";
import { ok, type Result } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne, type Named } from "@/lib/platform/each-one";

type ChangeProducts = Omit<ChangeProductState, "productId"> & { readonly products: readonly Named[] };
type ChangedProducts = EachOutcome & { readonly changed: readonly string[] };

/**
 * Takes many products off sale or puts them back, each in a transaction of its own: one that is gone stops no other
 * (`not_found`). `changed` = those that stood otherwise before: only they are to be taken back. The same request id changes
 * each once.
 */
export async function changeProducts(
  scope: Scope,
  { requestId, change, products }: ChangeProducts,
): Promise<Result<ChangedProducts>> {
  const changed: string[] = [];
  const work = async (productId: string, own: string) => {
    const result = await changeProductState(scope, { requestId: own, productId, change });
    if (result.ok && result.value.changed) changed.push(productId);
    return result;
  };
  const outcome = await eachOne(requestId, products, work);
  return ok({ ...outcome, changed });
}
