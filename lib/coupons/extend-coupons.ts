import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { lockCoupon } from "@/lib/coupons/repository/coupons";
import { withinStores } from "@/lib/coupons/rules/edit";
import { extendedValidity } from "@/lib/coupons/rules/extend";
import type { CouponValidity } from "@/lib/coupons/schema";
import { changeValidity } from "@/lib/coupons/set-coupon-validity";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { addDays, type LocalDate, startOfDay } from "@/lib/kernel/time";
import { transactOnce } from "@/lib/merchants/answer-once";
import { findZone } from "@/lib/merchants/find-zone";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne, type Named } from "@/lib/platform/each-one";

export type ExtendCoupons = {
  readonly requestId: string;
  readonly coupons: readonly Named[];
  /** The last day that they are good, in the merchant's zone. */
  readonly lastDay: LocalDate;
};

/** What a coupon had, and as which version it is there now: what takes the change back. */
export type FormerValidity = {
  readonly couponId: string;
  readonly revision: number;
  readonly validity: CouponValidity;
};
export type CouponsExtended = EachOutcome & { readonly former: readonly FormerValidity[] };

/**
 * Moves the end of many coupons with fixed dates to the end of a later day, each in a transaction of its own and as a new
 * version of its terms (C16): vouchers already issued keep their dates. What one refuses stops no other, and each refusal
 * is told: those of `extendedValidity`, `stores_not_yours`, `not_found`. The same request id extends each once. `former` =
 * what `setCouponValidities` takes to take it back.
 */
export async function extendCoupons(scope: Scope, request: ExtendCoupons): Promise<Result<CouponsExtended>> {
  const { requestId, coupons, lastDay } = request;
  const former: FormerValidity[] = [];
  const outcome = await eachOne(requestId, coupons, async (couponId, key) => {
    const body = { couponId, lastDay };
    const extended = await transactOnce(scope, { route: "coupon.extend", key, body }, (tx) =>
      extendCoupon(tx, scope, couponId, lastDay),
    );
    if (extended.ok) former.push(extended.value);
    return extended;
  });
  return ok({ ...outcome, former });
}

/** One of them, in a transaction that is there; refusals as of `extendCoupons`, nothing is written with one. */
export async function extendCoupon(
  tx: Tx,
  scope: Scope,
  couponId: string,
  lastDay: LocalDate,
): Promise<Result<FormerValidity>> {
  const coupon = await lockCoupon(tx, scope, couponId);
  if (!coupon) return refuse("not_found");
  if (!withinStores(scope.storeIds, coupon.terms.conditions.storeIds)) return refuse("stores_not_yours");
  const until = startOfDay(addDays(lastDay, 1), await findZone(tx, scope));
  const extended = extendedValidity(coupon, until, await databaseNow(tx));
  if (!extended.ok) return extended;
  const changed = await changeValidity(tx, scope, coupon, extended.value);
  if (!changed.ok) return changed;
  return ok({ couponId, revision: changed.value.revision, validity: coupon.terms.validity });
}
