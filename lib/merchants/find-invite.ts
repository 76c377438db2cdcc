import { databaseNow, inTransaction } from "@/db/transaction";
import { ok, refuse } from "@/lib/kernel/result";
import { readInviteOfLink } from "@/lib/merchants/repository/invites";
import { inviteEnd } from "@/lib/merchants/rules/staff";
import { isLinkToken, linkId } from "@/lib/platform/link-token";

/**
 * What the invite of a link offers, and whether its address has an account already. Changes nothing. Refusals:
 * `invite_unknown`, `invite_used`, `invite_revoked`, `invite_expired`.
 */
export async function findInvite(token: string) {
  return await inTransaction(async (tx) => {
    const id = linkId(token);
    const invite = id ? await readInviteOfLink(tx, id) : null;
    if (!invite || !isLinkToken(token, "staff-invite", invite.id, invite.serial))
      return refuse("invite_unknown");
    const end = inviteEnd(invite, await databaseNow(tx));
    if (end) return refuse(end);
    const { email, role, merchant, timeZone, by, account, expiresAt } = invite;
    return ok({ email, role, merchant, timeZone, by, hasAccount: account !== null, expiresAt });
  });
}
