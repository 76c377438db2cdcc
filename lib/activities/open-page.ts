import type { Tx } from "@/db/client";
import { foreignPrize } from "@/lib/activities/check-activity";
import { poolIdsOf } from "@/lib/activities/repository/activities";
import { lockPage } from "@/lib/activities/repository/pages";
import { AppError } from "@/lib/kernel/app-error";
import { type Refusal, refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

type Opened = NonNullable<Awaited<ReturnType<typeof lockPage>>>;

/**
 * The locked page of an activity that the actor may decorate. Refusals: `archived`; `coupon_not_usable{couponId, reason}`
 * for somebody of other stores. Throws `not_found` for an activity that is not this merchant's.
 */
export async function openPage(
  tx: Tx,
  scope: Scope,
  activityId: string,
): Promise<({ readonly ok: true } & Opened) | { readonly ok: false; readonly refusal: Refusal }> {
  const opened = await lockPage(tx, scope, activityId);
  if (!opened) throw new AppError("not_found");
  if (opened.activity.archivedAt) return refuse("archived");
  const foreign = await foreignPrize(tx, scope, await poolIdsOf(tx, scope, activityId));
  return foreign ? { ok: false, refusal: foreign } : { ok: true, ...opened };
}
