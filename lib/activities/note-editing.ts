import { databaseNow, inTransaction } from "@/db/transaction";
import { foreignPrize } from "@/lib/activities/check-activity";
import { poolIdsOf } from "@/lib/activities/repository/activities";
import { findAddress, findStaffName, holdEditor } from "@/lib/activities/repository/page-editing";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

/** A window that has not been heard of for so long is taken for closed; windows say that they are there more often. */
export const EDITOR_GONE_MS = 45_000;

export type NoteEditing = {
  readonly activityId: string;
  /** Which window of this person it is. */
  readonly tab: string;
  /** They go on whoever is there. */
  readonly take: boolean;
};

/** Who else decorates the page; null = nobody does but this window. */
export type OtherEditor = { readonly name: string; readonly isSelf: boolean } | null;

/**
 * Says that a window has the page open, and tells which other one had it first and is still there. It keeps nobody from
 * saving: whoever saves later is asked (`savePage`). Of two that come at once one is first. Doing it again changes
 * nothing but the time. Refusal: `coupon_not_usable{couponId, reason}` for somebody of other stores. Throws `not_found` for an activity that is not this merchant's, `forbidden` for who is no staff.
 */
export async function noteEditing(
  scope: Scope,
  { activityId, tab, take }: NoteEditing,
): Promise<Result<OtherEditor>> {
  const { actor } = scope;
  if (actor.type !== "staff") throw new AppError("forbidden");
  return await inTransaction(async (tx) => {
    if ((await findAddress(tx, scope, activityId)) === null) throw new AppError("not_found");
    const foreign = await foreignPrize(tx, scope, await poolIdsOf(tx, scope, activityId));
    if (foreign) return { ok: false, refusal: foreign };
    const now = await databaseNow(tx);
    const gone = new Date(now.getTime() - EDITOR_GONE_MS);
    const held = await holdEditor(tx, scope, { activityId, staffId: actor.id, tab, now, gone, take });
    if (held.tab === tab && held.staffId === actor.id) return ok(null);
    const name = (await findStaffName(tx, scope, held.staffId)) ?? "";
    return ok({ name, isSelf: held.staffId === actor.id });
  });
}
