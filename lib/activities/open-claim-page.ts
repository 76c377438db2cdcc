import { inTransaction } from "@/db/transaction";
import { type CreatedActivity, createActivity } from "@/lib/activities/create-activity";
import { codesOf, loadPageCoupon } from "@/lib/activities/repository/claim-page";
import { claimPageCode, claimPageOf } from "@/lib/activities/rules/claim-page";
import { AppError } from "@/lib/kernel/app-error";
import { type Result, refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Makes the claim page of a coupon that may be had publicly (A4), online at once. It bears the coupon's number, which two
 * activities of a merchant never share: asked twice, even at once, one page is made. Where the page of before is archived or over, or
 * something else has the number, the new one bears the next that is free, `number-2`. Refusals: `coupon_not_public`,
 * `claim_page_over` where the coupon's time is over, and those of `createActivity` (`code_taken` = it is there already).
 * Throws `not_found` for a coupon that is not this merchant's, a draft or archived.
 */
export async function openClaimPage(
  scope: Scope,
  { couponId, requestId }: { readonly couponId: string; readonly requestId: string },
): Promise<Result<CreatedActivity>> {
  const [coupon, taken] = await inTransaction(async (tx) => {
    const found = await loadPageCoupon(tx, scope, couponId);
    return [found, found?.number ? await codesOf(tx, scope, found.number) : []];
  });
  if (!coupon) throw new AppError("not_found");
  if (!coupon.methods.includes("public")) return refuse("coupon_not_public");
  if (coupon.validUntil && coupon.validUntil <= new Date()) return refuse("claim_page_over");
  const activity = claimPageOf(couponId, coupon);
  if (!activity) throw new AppError("not_found");
  const code = claimPageCode(activity.code, taken);
  return await createActivity(scope, { requestId, activity: { ...activity, code }, publish: true });
}
