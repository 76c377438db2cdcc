import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { foreignPrize, unfitPrize } from "@/lib/activities/check-activity";
import {
  type ActivityRow,
  loadPrizes,
  lockActivity,
  updateActivity,
} from "@/lib/activities/repository/activities";
import { type ActivityChange, activityStatus, mayChangeActivity } from "@/lib/activities/rules/status";
import type { ActivityStatus } from "@/lib/activities/schema";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type ChangeActivityState = {
  readonly requestId: string;
  readonly activityId: string;
  readonly change: ActivityChange;
};

function marksOf(change: ActivityChange, now: Instant): Partial<ActivityRow> {
  switch (change) {
    case "publish":
      return { publishedAt: now };
    case "pause":
      return { pausedAt: now };
    case "resume":
      return { pausedAt: null };
    case "archive":
      return { archivedAt: now };
    case "restore":
      return { archivedAt: null };
  }
}

async function prizesOf(tx: Tx, scope: Scope, pools: readonly { readonly id: string }[]): Promise<string[]> {
  const ids = pools.map((pool) => pool.id);
  return [...new Set((await loadPrizes(tx, scope, ids)).map((prize) => prize.couponId))];
}

/**
 * Puts an activity online, pauses, resumes, archives or restores it; what was issued stays valid. It waits for claims
 * in flight, and every claim after its commit sees the new state. The same request id changes it once. Refusals: `wrong_state{state}`,
 * `coupon_not_usable{couponId, reason}` for an activity that gives coupons outside of the
 * actor's stores, or that would go online with a prize that is a draft, ended or archived.
 */
export async function changeActivityState(
  scope: Scope,
  { requestId, activityId, change }: ChangeActivityState,
): Promise<Result<{ status: ActivityStatus }>> {
  const body = { activityId, change };
  return await transactOnce(scope, { route: "activity.change_state", key: requestId, body }, (tx) =>
    changeActivity(tx, scope, activityId, change),
  );
}

/** One of them, in a transaction that is there; refusals as of `changeActivityState`, nothing is written with one. */
export async function changeActivity(
  tx: Tx,
  scope: Scope,
  activityId: string,
  change: ActivityChange,
): Promise<Result<{ status: ActivityStatus }>> {
  const locked = await lockActivity(tx, scope, activityId);
  if (!locked) throw new AppError("not_found");
  const { activity, pools } = locked;
  const now = await databaseNow(tx);
  const before = activityStatus(activity, now);
  if (!mayChangeActivity(before, change)) return refuse("wrong_state", { state: before });
  const foreign = await foreignPrize(
    tx,
    scope,
    pools.map((pool) => pool.id),
  );
  if (foreign) return { ok: false, refusal: foreign };
  if (change === "publish") {
    const unfit = await unfitPrize(tx, scope, await prizesOf(tx, scope, pools), true);
    if (unfit) return { ok: false, refusal: unfit };
  }
  const marks = marksOf(change, now);
  await updateActivity(tx, scope, activityId, marks, now);
  const status = activityStatus({ ...activity, ...marks }, now);
  await recordAudit(tx, scope, [
    {
      action: `activity.${change}`,
      objectType: "activity",
      objectId: activityId,
      before: { status: before },
      after: { status },
    },
  ]);
  await noteChange(tx, `activity:${activityId}`);
  await announce(tx, scope, [{ type: `activity.${change}`, subjectId: activityId, payload: { status } }]);
  return ok({ status });
}
