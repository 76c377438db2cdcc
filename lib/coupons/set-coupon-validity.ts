import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import type { CouponEdited } from "@/lib/coupons/edit-coupon";
import { addTerms, bumpRevision, type LockedCoupon, lockCoupon } from "@/lib/coupons/repository/coupons";
import { changedTerms, withinStores } from "@/lib/coupons/rules/edit";
import type { CouponValidity } from "@/lib/coupons/schema";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type SetCouponValidity = {
  readonly requestId: string;
  readonly couponId: string;
  readonly revision: number;
  readonly validity: CouponValidity;
};

/**
 * Gives a coupon another validity, as a new version of its terms: vouchers already issued keep their own window (I-9).
 * The same request id does it once.
 * Refusals: `changed_meanwhile`, `archived`, `stores_not_yours`.
 */
export async function setCouponValidity(
  scope: Scope,
  request: SetCouponValidity,
): Promise<Result<CouponEdited>> {
  const { requestId, ...body } = request;
  return await transactOnce(scope, { route: "coupon.set_validity", key: requestId, body }, async (tx) => {
    const coupon = await lockCoupon(tx, scope, request.couponId);
    if (!coupon) throw new AppError("not_found");
    if (!withinStores(scope.storeIds, coupon.terms.conditions.storeIds)) return refuse("stores_not_yours");
    if (coupon.archivedAt) return refuse("archived");
    if (coupon.revision !== request.revision) return refuse("changed_meanwhile");
    return await changeValidity(tx, scope, coupon, request.validity);
  });
}

/**
 * Writes another validity of a coupon that is locked, as a new version of its terms, audited and told to others; one that
 * is the same already writes nothing.
 */
export async function changeValidity(
  tx: Tx,
  scope: Scope,
  coupon: LockedCoupon,
  validity: CouponValidity,
): Promise<Result<CouponEdited>> {
  const next = { ...coupon.terms, validity };
  const changed = changedTerms(coupon.terms, next);
  if (!changed) return ok({ revision: coupon.revision, termsVersion: coupon.termsVersion });
  const termsVersion = await addTerms(tx, scope, coupon, next);
  const revision = await bumpRevision(tx, scope, coupon.id, await databaseNow(tx));
  await recordAudit(tx, scope, [
    {
      action: "coupon.set_validity",
      objectType: "coupon",
      objectId: coupon.id,
      before: { ...changed.before, termsVersion: coupon.termsVersion },
      after: { ...changed.after, termsVersion },
    },
  ]);
  await noteChange(tx, `coupon:${coupon.id}`);
  await announce(tx, scope, [{ type: "coupon.changed", subjectId: coupon.id, payload: { termsVersion } }]);
  return ok({ revision, termsVersion });
}
