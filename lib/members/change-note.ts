import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { lockMember } from "@/lib/members/repository/directory";
import { loadNote, writeNote } from "@/lib/members/repository/notes";
import { mayChangeNote } from "@/lib/members/rules/notes";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type ChangeNote = {
  readonly requestId: string;
  readonly memberId: string;
  readonly noteId: string;
  /** Null takes the note away. */
  readonly text: string | null;
};

/**
 * Gives a note about a member other words, or takes it away: whoever wrote it, and group admins. The same request id does it
 * once. The log tells that it was done, and by whom, but no words. Refusals: `note_not_yours`. Throws `not_found`.
 */
export async function changeNote(
  scope: Scope,
  { requestId, ...body }: ChangeNote,
): Promise<Result<{ noteId: string }>> {
  const { memberId, noteId, text } = body;
  return await transactOnce(scope, { route: "member.change_note", key: requestId, body }, async (tx) => {
    await lockMember(tx, scope, memberId);
    const note = await loadNote(tx, scope, memberId, noteId);
    if (!note) throw new AppError("not_found");
    if (!mayChangeNote(scope, note.writtenBy)) return refuse("note_not_yours");
    if (text === note.text) return ok({ noteId });
    await writeNote(tx, scope, { memberId, noteId, text });
    const action = text === null ? "member.delete_note" : "member.edit_note";
    await recordAudit(tx, scope, [{ action, objectType: "member", objectId: memberId, after: { noteId } }]);
    return ok({ noteId });
  });
}
