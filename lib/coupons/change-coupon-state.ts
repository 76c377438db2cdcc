import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { findCouponView } from "@/lib/coupons/find-coupon-view";
import {
  bumpRevision,
  type CouponMarks,
  lockCoupon,
  nextNumber,
  updateMarks,
} from "@/lib/coupons/repository/coupons";
import { withinStores } from "@/lib/coupons/rules/edit";
import { type CouponChange, couponStatus, mayChange } from "@/lib/coupons/rules/status";
import type { CouponView } from "@/lib/coupons/rules/view";
import type { CouponStatus } from "@/lib/coupons/schema";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type ChangeCouponState = {
  readonly requestId: string;
  readonly couponId: string;
  readonly change: CouponChange;
};

function marksOf(change: CouponChange, now: Instant, number: string | null): CouponMarks {
  switch (change) {
    case "publish":
      return { publishedAt: now, number };
    case "pause":
      return { pausedAt: now };
    case "resume":
      return { pausedAt: null };
    case "end":
      return { endedAt: now };
    case "archive":
      return { archivedAt: now };
    case "restore":
      return { archivedAt: null };
  }
}

/**
 * Publishes, pauses, resumes, ends early, archives or restores a coupon; vouchers already issued keep what they were
 * promised. It waits for issues in flight, and every issue after its commit sees the new state. The same request id
 * changes it once; it answers with the coupon as it stood then. Refusals: `wrong_state{state}`, `stores_not_yours`.
 */
export async function changeCouponState(
  scope: Scope,
  { requestId, couponId, change }: ChangeCouponState,
): Promise<Result<CouponView>> {
  const body = { couponId, change };
  return await transactOnce(scope, { route: "coupon.change_state", key: requestId, body }, async (tx) => {
    const changed = await changeCoupon(tx, scope, couponId, change);
    return changed.ok ? ok(await findCouponView(tx, scope, couponId)) : changed;
  });
}

/** One of them, in a transaction that is there; refusals as of `changeCouponState`, nothing is written with one. */
export async function changeCoupon(
  tx: Tx,
  scope: Scope,
  couponId: string,
  change: CouponChange,
): Promise<Result<{ status: CouponStatus }>> {
  const coupon = await lockCoupon(tx, scope, couponId);
  if (!coupon) throw new AppError("not_found");
  if (!withinStores(scope.storeIds, coupon.terms.conditions.storeIds)) return refuse("stores_not_yours");
  const now = await databaseNow(tx);
  const before = couponStatus(coupon, now);
  if (!mayChange(before, change)) return refuse("wrong_state", { state: before });
  const number = change === "publish" ? await nextNumber(tx, scope) : null;
  const marks = marksOf(change, now, number);
  await updateMarks(tx, scope, couponId, marks);
  await bumpRevision(tx, scope, couponId, now);
  const status = couponStatus({ ...coupon, ...marks }, now);
  await recordAudit(tx, scope, [
    {
      action: `coupon.${change}`,
      objectType: "coupon",
      objectId: couponId,
      before: { status: before },
      after: { status, ...(number ? { number } : {}) },
    },
  ]);
  await noteChange(tx, `coupon:${couponId}`);
  await announce(tx, scope, [{ type: `coupon.${change}`, subjectId: couponId, payload: { status } }]);
  return ok({ status });
}
