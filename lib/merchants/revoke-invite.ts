import { databaseNow } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { endInvite, lockInvite } from "@/lib/merchants/repository/invites";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Takes an invite back: its link is worth nothing from the next request on. What is taken back already stays so.
 * Refusal: `invite_used`. Throws `not_found`.
 */
export async function revokeInvite(
  scope: Scope,
  { requestId, inviteId }: { readonly requestId: string; readonly inviteId: string },
): Promise<Result<{ id: string }>> {
  const once = { route: "staff.revoke_invite", key: requestId, body: { inviteId } };
  return await transactOnce(scope, once, async (tx) => {
    const invite = await lockInvite(tx, scope, inviteId);
    if (invite.acceptedAt) return refuse("invite_used");
    if (invite.revokedAt) return ok({ id: inviteId });
    await endInvite(tx, scope, inviteId, await databaseNow(tx));
    const { email, role, storeIds } = invite;
    await recordAudit(tx, scope, [
      {
        action: "staff.revoke_invite",
        objectType: "invite",
        objectId: inviteId,
        before: { email, role, storeIds },
      },
    ]);
    return ok({ id: inviteId });
  });
}
