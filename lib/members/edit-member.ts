import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { checkProfile } from "@/lib/members/add-member";
import { endMemberSessions } from "@/lib/members/repository";
import { lockMember, phoneTaken } from "@/lib/members/repository/directory";
import { updateProfile } from "@/lib/members/repository/profiles";
import type { ProfileInput } from "@/lib/members/schema";
import { transactOnce } from "@/lib/merchants/answer-once";
import { findZone } from "@/lib/merchants/find-zone";
import { recordAudit } from "@/lib/merchants/record-audit";
import { can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { countryOfZone, parsePhone } from "@/lib/platform/phone";

export type EditMember = {
  readonly requestId: string;
  readonly memberId: string;
  readonly revision: number;
  readonly profile: ProfileInput;
  /** How they are reached; what is null stays as it is. Asked of those who may see it whole. */
  readonly contact: {
    readonly phone: string | null;
    readonly email: string | null;
    readonly noEmail: boolean;
  };
};

/**
 * Staff change what is known of a member. A new phone ends all sign-ins of the old one. The same request id does it once.
 * Refusals: `changed_meanwhile`, `contact_not_yours`, `phone_invalid`, `phone_taken`, `store_unknown`,
 * `external_id_used`. Throws `not_found`. The log tells which fields changed, never what they hold.
 */
export async function editMember(scope: Scope, request: EditMember): Promise<Result<{ revision: number }>> {
  const { requestId, memberId, ...rest } = request;
  const body = { memberId, ...rest };
  return await transactOnce(scope, { route: "member.edit", key: requestId, body }, async (tx) => {
    const { contact, profile } = request;
    // Whoever gives them something at this moment waits when the phone changes, as the foreign keys have it.
    const current = await lockMember(
      tx,
      scope,
      memberId,
      contact.phone === null ? "no key update" : "update",
    );
    if (current.revision !== request.revision) return refuse("changed_meanwhile");
    const refusal = await checkProfile(tx, scope, profile, current);
    if (refusal) return { ok: false, refusal };
    const reached = await newContact(tx, scope, memberId, contact);
    if (!reached.ok) return reached;
    const changed = changedFields(current, { ...profile, ...reached.value });
    if (!changed) return ok({ revision: current.revision });
    await updateProfile(tx, scope, memberId, changed.after);
    if ("phone" in changed.after) await endMemberSessions(tx, scope, memberId, null, await databaseNow(tx));
    const after = { fields: Object.keys(changed.after) };
    await recordAudit(tx, scope, [
      { action: "member.edit", objectType: "member", objectId: memberId, after },
    ]);
    await announce(tx, scope, [{ type: "member.changed", subjectId: memberId, payload: { memberId } }]);
    return ok({ revision: current.revision + 1 });
  });
}

type Reached = { phone?: string; email?: string | null };

/** The phone and e-mail address to write, where any is to change. */
async function newContact(
  tx: Tx,
  scope: Scope,
  memberId: string,
  { phone, email, noEmail }: EditMember["contact"],
): Promise<Result<Reached>> {
  if (phone === null && email === null && !noEmail) return ok({});
  if (!can(scope.role, "member.reveal")) return refuse("contact_not_yours");
  const change: Reached = noEmail ? { email: null } : email === null ? {} : { email };
  if (phone === null) return ok(change);
  const parsed = parsePhone(phone, countryOfZone(await findZone(tx, scope)));
  if (!parsed) return refuse("phone_invalid");
  if (await phoneTaken(tx, scope, parsed, memberId)) return refuse("phone_taken");
  return ok({ ...change, phone: parsed });
}
