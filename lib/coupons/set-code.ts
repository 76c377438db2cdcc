import type { Tx } from "@/db/client";
import {
  findCodeOf,
  findOwner,
  insertCode,
  lockCodes,
  lockWorking,
  retireCode,
  updateCode,
} from "@/lib/coupons/repository/codes";
import type { SharedCode } from "@/lib/coupons/schema";
import { normaliseCode } from "@/lib/kernel/code";
import { type Refusal, refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Why a coupon cannot have a promo code as written; null = it can, until the transaction ends. `couponId` null: the coupon
 * is not made yet. Refusals: `promo_code_taken{code, coupon}`, `promo_code_below_claimed{claimed}`.
 */
export async function checkCode(
  tx: Tx,
  scope: Scope,
  couponId: string | null,
  shared: SharedCode | null,
): Promise<Refusal | null> {
  if (!shared) return null;
  await lockCodes(tx, scope);
  const owner = await findOwner(tx, scope, shared.code, couponId);
  if (owner !== null) return refuse("promo_code_taken", { code: shared.code, coupon: owner }).refusal;
  const now = couponId ? await findCodeOf(tx, scope, couponId) : null;
  if (!now || now.key !== normaliseCode(shared.code)) return null;
  const claimed = (await lockWorking(tx, scope, now.id))?.claimed ?? 0;
  return shared.quantity !== null && shared.quantity < claimed
    ? refuse("promo_code_below_claimed", { claimed }).refusal
    : null;
}

/**
 * Gives a locked coupon the promo code that `checkCode` found fit, another one than it had, or none; gives back what it had
 * before. The same code keeps its count, another one begins at zero.
 */
export async function setCode(
  tx: Tx,
  scope: Scope,
  couponId: string,
  shared: SharedCode | null,
): Promise<SharedCode | null> {
  const before = await findCodeOf(tx, scope, couponId);
  const isSame = before && shared && before.key === normaliseCode(shared.code);
  if (before && isSame) await updateCode(tx, scope, before.id, shared);
  if (before && !isSame) await retireCode(tx, scope, before.id);
  if (shared && !isSame) await insertCode(tx, scope, couponId, shared);
  return before && { code: before.code, quantity: before.quantity };
}
