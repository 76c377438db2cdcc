import { inTransaction } from "@/db/transaction";
import { editLocked } from "@/lib/coupons/edit-coupon";
import { findCouponView } from "@/lib/coupons/find-coupon-view";
import { findCodeOf } from "@/lib/coupons/repository/codes";
import { lockCoupon } from "@/lib/coupons/repository/coupons";
import { writtenAs } from "@/lib/coupons/rules/begin";
import type { CouponView } from "@/lib/coupons/rules/view";
import { type CouponInput, couponInputSchema } from "@/lib/coupons/schema";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

export type PatchCoupon = { readonly couponId: string; readonly parts: Partial<CouponInput> };

const isGiven = ([, part]: readonly [string, unknown]) => part !== undefined;

/** A coupon with parts of it replaced. Throws `malformed` where what is left of it is not good any more. */
function together(stored: ReturnType<typeof writtenAs>, parts: Partial<CouponInput>): CouponInput {
  const whole = { ...stored, ...Object.fromEntries(Object.entries(parts).filter(isGiven)) };
  const parsed = couponInputSchema.safeParse(whole);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new AppError("malformed", "what is left of the coupon is not good any more", { path });
}

/**
 * Changes parts of a coupon: one that is given takes the place of the stored one as a whole. What is left out is read under the coupon's lock, so that two who change different parts at
 * once both have what they asked for. Without a part nothing happens. Answers with the coupon as it stands then. Refusals
 * are those of `editLocked`.
 */
export async function patchCoupon(
  scope: Scope,
  { couponId, parts }: PatchCoupon,
): Promise<Result<CouponView>> {
  return await inTransaction(async (tx) => {
    const current = await lockCoupon(tx, scope, couponId);
    if (!current) throw new AppError("not_found");
    if (Object.entries(parts).some(isGiven)) {
      const sharedCode = await findCodeOf(tx, scope, couponId);
      const coupon = together(writtenAs({ ...current, sharedCode }), parts);
      const edited = await editLocked(tx, scope, current, coupon);
      if (!edited.ok) return edited;
    }
    return ok(await findCouponView(tx, scope, couponId));
  });
}
