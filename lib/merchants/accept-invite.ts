import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { type Browser, openSession } from "@/lib/merchants/open-session";
import { recordAudit } from "@/lib/merchants/record-audit";
import { lockInviteOfLink, spendInvite } from "@/lib/merchants/repository/invites";
import { findPlace, insertStaff, lockPerson, openStores, putPlace } from "@/lib/merchants/repository/staff";
import { weaknessOf } from "@/lib/merchants/rules/password";
import { inviteEnd } from "@/lib/merchants/rules/staff";
import { worksInStores } from "@/lib/merchants/schema";
import { inviteScope } from "@/lib/platform/auth/gates";
import { hashPassword } from "@/lib/platform/crypto";
import { isLinkToken, linkId } from "@/lib/platform/link-token";

async function openInvite(tx: Tx, token: string) {
  const id = linkId(token);
  const invite = id ? await lockInviteOfLink(tx, id) : null;
  if (!invite || !isLinkToken(token, "staff-invite", invite.id, invite.serial))
    return refuse("invite_unknown");
  const end = inviteEnd(invite, await databaseNow(tx));
  return end ? refuse(end) : ok(invite);
}
type Invite = Extract<Awaited<ReturnType<typeof openInvite>>, { ok: true }>["value"];

// Stores that closed since are left out; somebody of stores alone needs one that is open.
async function takePlace(tx: Tx, invite: Invite, staffId: string, requestId: string): Promise<Result<null>> {
  const scope = inviteScope(invite.merchantId, staffId, invite.role, requestId);
  const before = await findPlace(tx, scope, staffId);
  if (before && !before.deactivatedAt) return refuse("works_here");
  const storeIds = await openStores(tx, scope, invite.storeIds);
  if (worksInStores(invite.role) && storeIds.length === 0) return refuse("invite_stores_gone");
  await putPlace(tx, scope, staffId, { role: invite.role, storeIds });
  await spendInvite(tx, invite.id, staffId, await databaseNow(tx));
  await recordAudit(tx, scope, [
    {
      action: "staff.join",
      objectType: "staff",
      objectId: staffId,
      before: before ? { role: before.role, storeIds: before.storeIds, active: false } : null,
      after: { role: invite.role, storeIds, active: true },
    },
  ]);
  return ok(null);
}

// What was written for a place that could not be taken is undone.
class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

async function orRefused<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return refuse(error.code);
    throw error;
  }
}

export type AcceptInvite = Browser & {
  readonly token: string;
  readonly name: string;
  readonly password: string;
};

/**
 * Makes an account for the invited address and takes up the place, once however many open the link; gives the first
 * session. Refusals: `invite_unknown`, `invite_used`, `invite_revoked`, `invite_expired`, `invite_stores_gone`;
 * `sign_in_to_join` when the address has an account; why the password is too weak.
 */
export async function acceptInvite(
  request: AcceptInvite,
): Promise<Result<{ sessionId: string; staffId: string }>> {
  const { token, name, password, requestId } = request;
  const looked = await inTransaction((tx) => openInvite(tx, token));
  if (!looked.ok) return looked;
  const { email } = looked.value;
  const weakness = weaknessOf(password, [email, email.split("@")[0] ?? "", name]);
  if (weakness) return refuse(weakness);
  const passwordHash = await hashPassword(password);
  return await orRefused(() =>
    inTransaction(async (tx) => {
      const open = await openInvite(tx, token);
      if (!open.ok) return open;
      const staffId = await insertStaff(tx, { email, name, passwordHash });
      if (!staffId) return refuse("sign_in_to_join");
      const taken = await takePlace(tx, open.value, staffId, requestId);
      if (!taken.ok) throw new Refused(taken.refusal.code);
      return ok({ staffId, sessionId: await openSession(tx, staffId, request, "staff.sign_in") });
    }),
  );
}

/**
 * Takes up the place with an account that exists: the signed-in person's, whose address must be the invited one. The
 * session is renewed, since it may do more now. Refusals as for `acceptInvite`, and `invite_for_other`.
 */
export async function joinMerchant(
  request: Browser & { readonly token: string; readonly staffId: string },
): Promise<Result<{ sessionId: string }>> {
  const { token, staffId, requestId } = request;
  return await inTransaction(async (tx): Promise<Result<{ sessionId: string }>> => {
    const open = await openInvite(tx, token);
    if (!open.ok) return open;
    const person = await lockPerson(tx, staffId);
    if (person?.email !== open.value.email) return refuse("invite_for_other");
    const taken = await takePlace(tx, open.value, staffId, requestId);
    if (!taken.ok) return taken;
    return ok({ sessionId: await openSession(tx, staffId, request, "staff.sign_in") });
  });
}
