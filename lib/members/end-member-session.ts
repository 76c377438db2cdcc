import { databaseNow, inTransaction } from "@/db/transaction";
import { endMemberSessions } from "@/lib/members/repository";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Ends the sign-in of the member who acts: the one named, or all in every browser where `sessionId` is null (S-8).
 * Ending what has ended already changes nothing.
 */
export async function endMemberSession(scope: Scope, sessionId: string | null): Promise<void> {
  const memberId = scope.actor.type === "member" ? scope.actor.id : null;
  if (!memberId) return;
  await inTransaction(async (tx) => {
    const ended = await endMemberSessions(tx, scope, memberId, sessionId, await databaseNow(tx));
    if (ended === 0) return;
    const action = sessionId === null ? "member.sign_out_everywhere" : "member.sign_out";
    const after = { sessions: ended };
    await recordAudit(tx, scope, [{ action, objectType: "member", objectId: memberId, after }]);
  });
}
