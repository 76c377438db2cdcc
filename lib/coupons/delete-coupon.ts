import { deleteCouponRows, isPacked, isPrize, lockCoupon } from "@/lib/coupons/repository/coupons";
import { withinStores } from "@/lib/coupons/rules/edit";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

/**
 * Deletes a coupon for good, which is possible only while none was issued and no activity gives it (C17); otherwise
 * archive it. The same request id deletes it once. Refusals: `already_issued{issued}`, `in_use_by_activity`, `in_use_by_pack`,
 * `stores_not_yours`.
 */
export async function deleteCoupon(
  scope: Scope,
  { requestId, couponId }: { readonly requestId: string; readonly couponId: string },
): Promise<Result<null>> {
  const body = { couponId };
  return await transactOnce(scope, { route: "coupon.delete", key: requestId, body }, async (tx) => {
    const coupon = await lockCoupon(tx, scope, couponId);
    if (!coupon) throw new AppError("not_found");
    if (!withinStores(scope.storeIds, coupon.terms.conditions.storeIds)) return refuse("stores_not_yours");
    if (coupon.issued > 0) return refuse("already_issued", { issued: coupon.issued });
    if (await isPrize(tx, scope, couponId)) return refuse("in_use_by_activity");
    if (await isPacked(tx, scope, couponId)) return refuse("in_use_by_pack");
    await deleteCouponRows(tx, scope, couponId);
    await recordAudit(tx, scope, [
      { action: "coupon.delete", objectType: "coupon", objectId: couponId, before: { ...coupon.terms } },
    ]);
    await noteChange(tx, `coupon:${couponId}`);
    await announce(tx, scope, [{ type: "coupon.deleted", subjectId: couponId, payload: {} }]);
    return ok(null);
  });
}
