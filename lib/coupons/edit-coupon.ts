import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { checkCoupon } from "@/lib/coupons/check-coupon";
import {
  addTerms,
  bumpRevision,
  type LockedCoupon,
  lockCoupon,
  setQuantity,
  updateHandOut,
} from "@/lib/coupons/repository/coupons";
import { changedTerms, editRefusal, termsOf, withinStores } from "@/lib/coupons/rules/edit";
import type { CouponInput, SharedCode } from "@/lib/coupons/schema";
import { checkBudget, setBudget } from "@/lib/coupons/set-budget";
import { checkCode, setCode } from "@/lib/coupons/set-code";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { holdImages } from "@/lib/merchants/hold-images";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type EditCoupon = {
  readonly requestId: string;
  readonly couponId: string;
  readonly revision: number;
  readonly coupon: CouponInput;
};
export type CouponEdited = { readonly revision: number; readonly termsVersion: number };

/** Why a locked coupon cannot be made this; null = it can, until the transaction ends. */
async function refusalOf(
  tx: Tx,
  scope: Scope,
  current: LockedCoupon,
  coupon: CouponInput,
): Promise<Refusal | null> {
  if (!withinStores(scope.storeIds, current.terms.conditions.storeIds))
    return refuse("stores_not_yours").refusal;
  const { benefit } = current.terms;
  const standing = { ...current, benefit, archived: current.archivedAt !== null };
  return (
    editRefusal(standing, coupon) ??
    (await checkCoupon(tx, scope, coupon)) ??
    (await checkCode(tx, scope, current.id, coupon.distribution.sharedCode)) ??
    (await checkBudget(tx, scope, current.id, coupon.budgetMinor))
  );
}

const handOutOf = (
  { methods, claimLimit, claimLimitPerDay }: LockedCoupon,
  sharedCode: SharedCode | null,
) => ({ methods, claimLimit, claimLimitPerDay, sharedCode });

/**
 * Makes a locked coupon what `coupon` says. Whatever of its terms differs becomes a new immutable version, which only
 * vouchers issued from now on are bound to (C16). Refusals, before anything is written: `archived`; `type_fixed`;
 * `currency_fixed`; `cash_fixed`; `quantity_below_issued{issued}`; `promo_code_below_claimed{claimed}`;
 * `budget_below_spent{spentMinor}`; and those of `createCoupon`.
 */
export async function editLocked(
  tx: Tx,
  scope: Scope,
  current: LockedCoupon,
  coupon: CouponInput,
): Promise<Result<CouponEdited>> {
  const refusal = await refusalOf(tx, scope, current, coupon);
  if (refusal) return { ok: false, refusal };
  const held = await holdImages(tx, scope, [coupon.image?.id]);
  if (!held.ok) return held;
  const changed = changedTerms(current.terms, termsOf(coupon));
  const termsVersion = changed ? await addTerms(tx, scope, current, termsOf(coupon)) : current.termsVersion;
  const { quantity } = coupon.distribution;
  await updateHandOut(tx, scope, current.id, coupon);
  if (quantity !== current.quantity) await setQuantity(tx, scope, current, quantity);
  if (coupon.budgetMinor !== current.budgetMinor) {
    await setBudget(tx, scope, current.id, coupon.budgetMinor);
  }
  const codeBefore = await setCode(tx, scope, current.id, coupon.distribution.sharedCode);
  const revision = await bumpRevision(tx, scope, current.id, await databaseNow(tx));
  const { quantity: _, codeSource: __, ...handOut } = coupon.distribution;
  await recordAudit(tx, scope, [
    {
      action: "coupon.edit",
      objectType: "coupon",
      objectId: current.id,
      before: {
        ...handOutOf(current, codeBefore),
        quantity: current.quantity,
        budgetMinor: current.budgetMinor,
        termsVersion: current.termsVersion,
        ...changed?.before,
      },
      after: { ...handOut, quantity, budgetMinor: coupon.budgetMinor, termsVersion, ...changed?.after },
    },
  ]);
  await noteChange(tx, `coupon:${current.id}`);
  await announce(tx, scope, [{ type: "coupon.changed", subjectId: current.id, payload: { termsVersion } }]);
  return ok({ revision, termsVersion });
}

/**
 * Changes a coupon as a form that was filled in says it. The same request id edits once. Refusals: `stores_not_yours`;
 * `changed_meanwhile` when somebody saved since `revision`; and those of `editLocked`.
 */
export async function editCoupon(scope: Scope, request: EditCoupon): Promise<Result<CouponEdited>> {
  const { requestId, ...body } = request;
  return await transactOnce(scope, { route: "coupon.edit", key: requestId, body }, async (tx) => {
    const current = await lockCoupon(tx, scope, request.couponId);
    if (!current) throw new AppError("not_found");
    if (!withinStores(scope.storeIds, current.terms.conditions.storeIds)) return refuse("stores_not_yours");
    if (current.revision !== request.revision) return refuse("changed_meanwhile");
    return await editLocked(tx, scope, current, request.coupon);
  });
}
