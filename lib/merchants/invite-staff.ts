import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { findStaffByEmail } from "@/lib/merchants/repository";
import { endInvite, insertInvite, lockOpenInvite } from "@/lib/merchants/repository/invites";
import { findPlace, openStores } from "@/lib/merchants/repository/staff";
import type { StaffInvite } from "@/lib/merchants/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { linkToken } from "@/lib/platform/link-token";
import { type Mail, sendMail } from "@/lib/platform/mail";
import { hit } from "@/lib/platform/rate-limit";

/** How long an invite is good. */
export const INVITE_DAYS = 7;
/** Mails one merchant may have sent to people it invites: a console is no way to write to strangers. */
const LIMIT = { limit: 100, minutes: 60 } as const;

/** The words of the mail around a link's token. */
export type InviteWords = (token: string) => Promise<Omit<Mail, "recipient">>;

/**
 * Counts one mail of an invite; the refusal when there were too many. In the transaction that sends it, so that a request
 * which is answered as before counts nothing.
 */
export async function countInvite(tx: Tx, scope: Scope) {
  const answer = await hit(tx, { bucket: `staff-invite:${scope.merchantId}`, ...LIMIT });
  return answer.allowed ? null : refuse("too_many_invites", { until: answer.until.toISOString() });
}

export const inviteEndsAt = (now: Date) => new Date(now.getTime() + INVITE_DAYS * 86_400_000);

/**
 * Invites somebody to work at the merchant: a link by mail, good for a week and once. The same request id invites once.
 * Refusals: `works_here`, `invited_already`, `store_unknown`, `too_many_invites{until}`.
 */
export async function inviteStaff(
  scope: Scope,
  request: { readonly requestId: string; readonly invite: StaffInvite; readonly words: InviteWords },
): Promise<Result<{ id: string }>> {
  const { requestId, invite, words } = request;
  const once = { route: "staff.invite", key: requestId, body: invite };
  return await transactOnce(scope, once, async (tx) => {
    const tooMany = await countInvite(tx, scope);
    if (tooMany) return tooMany;
    const { email, role, storeIds } = invite;
    const known = await findStaffByEmail(tx, email);
    const place = known ? await findPlace(tx, scope, known.id) : null;
    if (place && !place.deactivatedAt) return refuse("works_here");
    if ((await openStores(tx, scope, storeIds)).length < storeIds.length) return refuse("store_unknown");
    const now = await databaseNow(tx);
    const open = await lockOpenInvite(tx, scope, email);
    if (open && open.expiresAt > now) return refuse("invited_already");
    if (open) await endInvite(tx, scope, open.id, now);
    const made = await insertInvite(tx, scope, invite, { expiresAt: inviteEndsAt(now) });
    if (!made) return refuse("invited_already");
    await sendMail(tx, scope, {
      recipient: email,
      ...(await words(linkToken("staff-invite", made.id, made.serial))),
    });
    await recordAudit(tx, scope, [
      { action: "staff.invite", objectType: "invite", objectId: made.id, after: { email, role, storeIds } },
    ]);
    return ok({ id: made.id });
  });
}
