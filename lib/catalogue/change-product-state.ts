import { databaseNow } from "@/db/transaction";
import { lockProduct, markProduct } from "@/lib/catalogue/repository";
import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type ChangeProductState = {
  readonly requestId: string;
  readonly productId: string;
  readonly change: "archive" | "restore";
};

type ProductChanged = { archived: boolean; changed: boolean };

/**
 * Takes a product off sale or puts it back; coupons that name it keep naming it. Asked for what already is, it changes
 * nothing; the same request id changes it once. Throws `not_found`.
 */
export async function changeProductState(
  scope: Scope,
  { requestId, productId, change }: ChangeProductState,
): Promise<Result<ProductChanged>> {
  const body = { productId, change };
  return await transactOnce(scope, { route: "product.change_state", key: requestId, body }, async (tx) => {
    const current = await lockProduct(tx, scope, productId);
    const archived = change === "archive";
    if ((current.archivedAt !== null) === archived) return ok<ProductChanged>({ archived, changed: false });
    await markProduct(tx, scope, productId, archived ? await databaseNow(tx) : null);
    await recordAudit(tx, scope, [
      {
        action: `product.${change}`,
        objectType: "product",
        objectId: productId,
        before: { archived: !archived },
        after: { archived },
      },
    ]);
    await noteChange(tx, `product:${productId}`);
    await announce(tx, scope, [{ type: `product.${change}`, subjectId: productId, payload: {} }]);
    return ok<ProductChanged>({ archived, changed: true });
  });
}
