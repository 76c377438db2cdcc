import { insertProduct, loadShelfFacts, lockCatalogue, skuTaken } from "@/lib/catalogue/repository";
import { productRefusal } from "@/lib/catalogue/rules";
import type { ProductInput } from "@/lib/catalogue/schema";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

/**
 * Puts a product on sale. The same request id makes one. Refusals: `sku_taken{sku}`, `category_unknown`,
 * `store_unknown`, `price_missing{currency}`, `currency_unused{currency}`.
 */
export async function createProduct(
  scope: Scope,
  { requestId, product }: { readonly requestId: string; readonly product: ProductInput },
): Promise<Result<{ id: string }>> {
  return await transactOnce(scope, { route: "product.create", key: requestId, body: product }, async (tx) => {
    await lockCatalogue(tx, scope);
    if (product.sku && (await skuTaken(tx, scope, product.sku, null))) {
      return refuse("sku_taken", { sku: product.sku });
    }
    const refusal = productRefusal(product, await loadShelfFacts(tx, scope, null));
    if (refusal) return { ok: false, refusal };
    const id = await insertProduct(tx, scope, product);
    await recordAudit(tx, scope, [
      { action: "product.create", objectType: "product", objectId: id, after: product },
    ]);
    await announce(tx, scope, [{ type: "product.created", subjectId: id, payload: {} }]);
    return ok({ id });
  });
}
