import { databaseNow } from "@/db/transaction";
import { bumpRevision, lockCoupon, setQuantity } from "@/lib/coupons/repository/coupons";
import { withinStores } from "@/lib/coupons/rules/edit";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type SetCouponQuantity = {
  readonly requestId: string;
  readonly couponId: string;
  readonly revision: number;
  readonly quantity: number | null;
};

/**
 * Sets how many of a coupon there are; null = unlimited. It may go up, or down to what is issued (I-10). The same
 * request id sets it once. Refusals:
 * `changed_meanwhile` when somebody saved since `revision`, `quantity_below_issued{issued}`, `archived`, `cash_fixed`, `stores_not_yours`.
 */
export async function setCouponQuantity(
  scope: Scope,
  { requestId, couponId, revision, quantity }: SetCouponQuantity,
): Promise<Result<{ quantity: number | null }>> {
  const body = { couponId, revision, quantity };
  return await transactOnce(scope, { route: "coupon.set_quantity", key: requestId, body }, async (tx) => {
    const coupon = await lockCoupon(tx, scope, couponId);
    if (!coupon) throw new AppError("not_found");
    if (!withinStores(scope.storeIds, coupon.terms.conditions.storeIds)) return refuse("stores_not_yours");
    if (coupon.archivedAt) return refuse("archived");
    if (coupon.revision !== revision) return refuse("changed_meanwhile");
    if (coupon.type === "cash" && quantity !== coupon.quantity) return refuse("cash_fixed");
    if (quantity !== null && quantity < coupon.issued) {
      return refuse("quantity_below_issued", { issued: coupon.issued });
    }
    if (quantity === coupon.quantity) return ok({ quantity });
    await setQuantity(tx, scope, coupon, quantity);
    await bumpRevision(tx, scope, couponId, await databaseNow(tx));
    await recordAudit(tx, scope, [
      {
        action: "coupon.set_quantity",
        objectType: "coupon",
        objectId: couponId,
        before: { quantity: coupon.quantity },
        after: { quantity },
      },
    ]);
    await noteChange(tx, `coupon:${couponId}`);
    await announce(tx, scope, [{ type: "coupon.changed", subjectId: couponId, payload: { quantity } }]);
    return ok({ quantity });
  });
}
