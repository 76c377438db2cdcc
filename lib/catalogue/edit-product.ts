import {
  loadShelfFacts,
  lockCatalogue,
  lockProduct,
  skuTaken,
  updateProduct,
} from "@/lib/catalogue/repository";
import { productRefusal } from "@/lib/catalogue/rules";
import type { ProductInput } from "@/lib/catalogue/schema";
import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type EditProduct = {
  readonly requestId: string;
  readonly productId: string;
  readonly revision: number;
  readonly product: ProductInput;
};

/** Lists in one order, so that the same product written in another order is no change. */
const inOrder = (product: ProductInput): ProductInput => ({
  ...product,
  categoryIds: [...product.categoryIds].sort(),
  prices: product.prices
    .map(({ currency, priceMinor, onOffer }) => ({ currency, priceMinor, onOffer }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
  storeIds: product.storeIds === "all" ? "all" : [...product.storeIds].sort(),
});

/**
 * Changes a product. The same request id changes it once. Refusals: `changed_meanwhile` when somebody saved since `revision`, and those of
 * `createProduct`. Throws `not_found`.
 */
export async function editProduct(
  scope: Scope,
  { requestId, productId, revision, product }: EditProduct,
): Promise<Result<{ revision: number }>> {
  const body = { productId, revision, product };
  return await transactOnce(scope, { route: "product.edit", key: requestId, body }, async (tx) => {
    await lockCatalogue(tx, scope);
    const current = await lockProduct(tx, scope, productId);
    if (current.revision !== revision) return refuse("changed_meanwhile");
    if (product.sku && (await skuTaken(tx, scope, product.sku, productId))) {
      return refuse("sku_taken", { sku: product.sku });
    }
    const refusal = productRefusal(product, await loadShelfFacts(tx, scope, productId));
    if (refusal) return { ok: false, refusal };
    const changed = changedFields(current, inOrder(product));
    if (!changed) return ok({ revision });
    const next = await updateProduct(tx, scope, productId, product);
    await recordAudit(tx, scope, [
      { action: "product.edit", objectType: "product", objectId: productId, ...changed },
    ]);
    await noteChange(tx, `product:${productId}`);
    await announce(tx, scope, [{ type: "product.changed", subjectId: productId, payload: {} }]);
    return ok({ revision: next });
  });
}
