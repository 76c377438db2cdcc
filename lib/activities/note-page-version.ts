import type { Tx } from "@/db/client";
import { openPage } from "@/lib/activities/open-page";
import { countNotes, deleteNote, loadNote, MAX_NOTES, putNote } from "@/lib/activities/repository/page-notes";
import { loadVersion } from "@/lib/activities/repository/pages";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type NotePageVersion = {
  readonly activityId: string;
  readonly number: number;
  /** What to know it by, on one line; empty = nothing any more. */
  readonly note: string;
};

/**
 * Writes down what a version of a locked page is to be known by. Refusal: `too_many_notes{limit}`. Throws `not_found` where
 * there is no such version (any more).
 */
export async function writeNote(
  tx: Tx,
  scope: Scope,
  { activityId, number, note }: NotePageVersion,
): Promise<Result<{ note: string }>> {
  const before = await loadNote(tx, scope, activityId, number);
  if ((before ?? "") === note) return ok({ note });
  if (!(await loadVersion(tx, scope, activityId, number))) throw new AppError("not_found");
  if (before === null && (await countNotes(tx, scope, activityId)) >= MAX_NOTES)
    return refuse("too_many_notes", { limit: MAX_NOTES });
  if (note === "") await deleteNote(tx, scope, activityId, number);
  else await putNote(tx, scope, activityId, { number, note });
  await recordAudit(tx, scope, [
    {
      action: "page.note",
      objectType: "activity",
      objectId: activityId,
      before: { version: number, note: before ?? "" },
      after: { version: number, note },
    },
  ]);
  return ok({ note });
}

/**
 * Says what a version of a page is to be known by, or takes that back; a version with a note is kept however many come after
 * it. The version itself never changes. The same request id writes it once. Refusals: `too_many_notes{limit}`, `archived`,
 * `coupon_not_usable{couponId, reason}`. Throws `not_found` where there is no such version.
 */
export async function notePageVersion(
  scope: Scope,
  { requestId, ...body }: NotePageVersion & { readonly requestId: string },
): Promise<Result<{ note: string }>> {
  return await transactOnce(scope, { route: "page.note", key: requestId, body }, async (tx) => {
    const opened = await openPage(tx, scope, body.activityId);
    return opened.ok ? await writeNote(tx, scope, body) : opened;
  });
}
