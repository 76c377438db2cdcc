import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { giveUpPurchases } from "@/lib/packs/release-unpaid";
import { NOTHING_YET } from "@/lib/packs/repository/deliveries";
import { mayCancel } from "@/lib/packs/rules/purchase";
import { type PurchaseView, purchaseView } from "@/lib/packs/rules/view";
import { takePurchase } from "@/lib/packs/take-purchase";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Gives up an unpaid purchase that is not part of an order: its stock and its member's limits are free again. The same request
 * id does it once. Refusals: `purchase_cancelled`, `purchase_already_paid`, `purchase_with_order`.
 */
export async function cancelPurchase(
  scope: Scope,
  { requestId, purchaseId }: { readonly requestId: string; readonly purchaseId: string },
): Promise<Result<PurchaseView>> {
  const once = { route: "pack.cancel", key: requestId, body: { purchaseId } };
  return await transactOnce(scope, once, async (tx) => {
    const { purchase, now } = await takePurchase(tx, scope, purchaseId);
    const may = mayCancel(purchase);
    if (!may.ok) return may;
    const by = scope.actor.type === "member" ? "member" : "merchant";
    await giveUpPurchases(tx, scope, [purchase], by, now);
    return ok(purchaseView({ ...purchase, ...NOTHING_YET, status: "cancelled" }, now));
  });
}
