import type { Tx } from "@/db/client";
import { lockCoupon, updateTags } from "@/lib/coupons/repository/coupons";
import { withinStores } from "@/lib/coupons/rules/edit";
import { type TagChange, tagsAfter } from "@/lib/coupons/rules/tags";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne, type Named } from "@/lib/platform/each-one";

export type TagOutcome = EachOutcome & { readonly changed: readonly string[] };

/**
 * Puts tags on coupons and takes tags off them, each coupon in a transaction of its own: what one refuses stops no other
 * (`too_many_tags{most}`, `stores_not_yours`, `not_found`). Nothing of what members see or were promised changes, so no
 * form that is open elsewhere is in conflict with it. `changed` = those whose tags are others now: only theirs are to be
 * taken back. The same request id does it once.
 */
export async function tagCoupons(
  scope: Scope,
  request: TagChange & { readonly requestId: string; readonly coupons: readonly Named[] },
): Promise<Result<TagOutcome>> {
  const { requestId, coupons, add, remove } = request;
  const change = { add, remove };
  const changed: string[] = [];
  const work = async (couponId: string, key: string) => {
    const once = { route: "coupon.tag", key, body: { couponId, ...change } };
    const result = await transactOnce(scope, once, (tx) => tagCoupon(tx, scope, couponId, change));
    if (result.ok && result.value.changed) changed.push(couponId);
    return result;
  };
  const outcome = await eachOne(requestId, coupons, work);
  return ok({ ...outcome, changed });
}

/** One of them, in a transaction that is there; refusals as of `tagCoupons`, nothing is written with one. */
export async function tagCoupon(
  tx: Tx,
  scope: Scope,
  couponId: string,
  change: TagChange,
): Promise<Result<{ tags: readonly string[]; changed: boolean }>> {
  const coupon = await lockCoupon(tx, scope, couponId);
  if (!coupon) throw new AppError("not_found");
  if (!withinStores(scope.storeIds, coupon.terms.conditions.storeIds)) return refuse("stores_not_yours");
  const next = tagsAfter(coupon.tags, change);
  if (!next.ok) return next;
  const tags = next.value;
  if (tags.join() === coupon.tags.join()) return ok({ tags, changed: false });
  await updateTags(tx, scope, couponId, tags);
  await recordAudit(tx, scope, [
    {
      action: "coupon.tag",
      objectType: "coupon",
      objectId: couponId,
      before: { tags: coupon.tags },
      after: { tags },
    },
  ]);
  return ok({ tags, changed: true });
}
