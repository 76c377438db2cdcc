import { ok, type Result } from "@/lib/kernel/result";
import { insertRemark, lockMember } from "@/lib/members/repository/directory";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type NoteMember = {
  readonly requestId: string;
  readonly memberId: string;
  /** For colleagues; up to 1,000 characters. */
  readonly text: string;
};

/**
 * Keeps a note about a member in their timeline, with who wrote it and when. The same request id writes it once. Throws
 * `not_found`. The log points at the words, which go with the member's data when they are erased (S-39).
 */
export async function noteMember(
  scope: Scope,
  { requestId, memberId, text }: NoteMember,
): Promise<Result<{ noteId: string }>> {
  const once = { route: "member.note", key: requestId, body: { memberId, text } };
  return await transactOnce(scope, once, async (tx) => {
    await lockMember(tx, scope, memberId);
    const remarkId = await insertRemark(tx, scope, { memberId, text, writtenBy: scope.actor.id });
    const entry = { action: "member.note", objectType: "member", objectId: memberId };
    await recordAudit(tx, scope, [{ ...entry, after: { remarkId } }]);
    return ok({ noteId: remarkId });
  });
}
