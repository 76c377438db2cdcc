import { changeActivityState } from "@/lib/activities/change-activity-state";
import type { ActivityChange } from "@/lib/activities/rules/status";
import { ok, type Result } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne, type Named } from "@/lib/platform/each-one";

/**
 * Makes one change of many activities, each in a transaction of its own: what one refuses stops no other, and each refusal
 * is told (those of `changeActivityState`; `not_found`). The same request id changes each once.
 */
export async function changeActivities(
  scope: Scope,
  request: {
    readonly requestId: string;
    readonly activities: readonly Named[];
    readonly change: ActivityChange;
  },
): Promise<Result<EachOutcome>> {
  const { requestId, activities, change } = request;
  const work = (activityId: string, own: string) =>
    changeActivityState(scope, { requestId: own, activityId, change });
  return ok(await eachOne(requestId, activities, work));
}
