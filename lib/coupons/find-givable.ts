import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { loadForOffer } from "@/lib/coupons/repository/coupons";
import { withinStores } from "@/lib/coupons/rules/edit";
import { couponStatus } from "@/lib/coupons/rules/status";
import { AppError } from "@/lib/kernel/app-error";
import { type Refusal, refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

export type GivableCoupon = { readonly name: string; readonly refusal: Refusal | null };

/**
 * Whether a coupon may be given by the actor now, its stock aside, for who is about to prepare it: a gift asks again under
 * its locks. Refusals: `stores_not_yours`, `not_targeted`, `draft`, `archived`, `ended`, `paused`. Throws `not_found`.
 */
export async function findGivable(tx: Tx, scope: Scope, couponId: string): Promise<GivableCoupon> {
  const [row] = await loadForOffer(tx, scope, [couponId]);
  if (!row) throw new AppError("not_found");
  const { name } = row;
  if (!withinStores(scope.storeIds, row.storeIds))
    return { name, refusal: refuse("stores_not_yours").refusal };
  const status = couponStatus({ ...row, quantity: null, issued: 0 }, await databaseNow(tx));
  if (status !== "active" && status !== "scheduled") return { name, refusal: refuse(status).refusal };
  return { name, refusal: row.methods.includes("targeted") ? null : refuse("not_targeted").refusal };
}
