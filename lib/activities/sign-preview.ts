import { inTransaction } from "@/db/transaction";
import { foreignPrize } from "@/lib/activities/check-activity";
import { poolIdsOf } from "@/lib/activities/repository/activities";
import { findAddress } from "@/lib/activities/repository/page-editing";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { PREVIEW_MS, previewToken } from "@/lib/platform/auth/page-preview";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Where the newest draft of an activity's page can be looked at by whoever has the address, for seven days from `now`; a
 * path of this site. It is signed and stored nowhere, so it writes nothing. Refusal: `coupon_not_usable{couponId, reason}` for somebody of other
 * stores. Throws `not_found` for an activity that is
 * not this merchant's.
 */
export async function signPreview(
  scope: Scope,
  activityId: string,
  now: Instant = new Date(),
): Promise<Result<{ readonly path: string; readonly until: Instant }>> {
  return await inTransaction(async (tx) => {
    const slug = await findAddress(tx, scope, activityId);
    if (slug === null) throw new AppError("not_found");
    const foreign = await foreignPrize(tx, scope, await poolIdsOf(tx, scope, activityId));
    if (foreign) return { ok: false, refusal: foreign };
    const until = new Date(now.getTime() + PREVIEW_MS);
    const token = previewToken({ merchantId: scope.merchantId, activityId }, until);
    return ok({ path: `/a/${encodeURIComponent(slug)}/preview/${token}`, until });
  });
}
