import { databaseNow } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { countInvite, type InviteWords, inviteEndsAt } from "@/lib/merchants/invite-staff";
import { recordAudit } from "@/lib/merchants/record-audit";
import { lockInvite, renewInvite } from "@/lib/merchants/repository/invites";
import { inviteEnd } from "@/lib/merchants/rules/staff";
import type { Role, Scope } from "@/lib/platform/auth/scope";
import { linkToken } from "@/lib/platform/link-token";
import { sendMail } from "@/lib/platform/mail";

export type ResendInvite = {
  readonly requestId: string;
  readonly inviteId: string;
  readonly words: (role: Role) => Promise<InviteWords>;
};

/**
 * Sends an invite again, good for another week; the link of before is worth nothing from then on. The same request id
 * sends it once. Refusals: `invite_used`, `invite_revoked`, `too_many_invites{until}`. Throws `not_found`.
 */
export async function resendInvite(
  scope: Scope,
  { requestId, inviteId, words }: ResendInvite,
): Promise<Result<{ id: string }>> {
  const once = { route: "staff.resend_invite", key: requestId, body: { inviteId } };
  return await transactOnce(scope, once, async (tx) => {
    const tooMany = await countInvite(tx, scope);
    if (tooMany) return tooMany;
    const invite = await lockInvite(tx, scope, inviteId);
    const now = await databaseNow(tx);
    const end = inviteEnd(invite, now);
    if (end && end !== "invite_expired") return refuse(end);
    const serial = await renewInvite(tx, scope, inviteId, inviteEndsAt(now));
    const mail = await (await words(invite.role))(linkToken("staff-invite", inviteId, serial));
    await sendMail(tx, scope, { recipient: invite.email, ...mail });
    await recordAudit(tx, scope, [
      {
        action: "staff.resend_invite",
        objectType: "invite",
        objectId: inviteId,
        before: { expiresAt: invite.expiresAt },
        after: { expiresAt: inviteEndsAt(now) },
      },
    ]);
    return ok({ id: inviteId });
  });
}
