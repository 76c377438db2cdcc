import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { knownOf } from "@/lib/merchants/change-password";
import { type Asking, auditPerson } from "@/lib/merchants/open-session";
import { endStaffSessions } from "@/lib/merchants/repository";
import { endResets, findReset } from "@/lib/merchants/repository/credentials";
import { lockPerson, updatePerson } from "@/lib/merchants/repository/staff";
import { weaknessOf } from "@/lib/merchants/rules/password";
import { passwordMark } from "@/lib/merchants/sign-in-staff";
import { hashPassword } from "@/lib/platform/crypto";
import { isLinkToken, linkId } from "@/lib/platform/link-token";

async function personOfLink(tx: Tx, token: string) {
  const id = linkId(token);
  const named = id ? await findReset(tx, id) : null;
  // The person first, as everywhere: whoever changes their password meanwhile is waited for.
  const person = named ? await lockPerson(tx, named.staffId) : null;
  const reset = person && named ? await findReset(tx, named.id) : null;
  if (!person || !reset || reset.usedAt || reset.expiresAt <= (await databaseNow(tx))) return null;
  return isLinkToken(token, "password-reset", reset.id, passwordMark(person.passwordHash)) ? person : null;
}

/** Whether a link to reset a password is good at this moment. */
export async function isResetGood(token: string): Promise<boolean> {
  return (await inTransaction((tx) => personOfLink(tx, token))) !== null;
}

/**
 * Sets a new password for whoever has the link, once: all sign-ins of the person end and no other link is good any more.
 * A second factor stays. Refusals: `reset_over` for a link that was used, is too old, or was made elsewhere; why the new
 * password is too weak.
 */
export async function resetPassword(
  request: Asking & { readonly token: string; readonly password: string },
): Promise<Result<null>> {
  const { token, password, requestId, address } = request;
  const known = await inTransaction((tx) => personOfLink(tx, token));
  if (!known) return refuse("reset_over");
  const weakness = weaknessOf(password, knownOf(known));
  if (weakness) return refuse(weakness);
  const passwordHash = await hashPassword(password);
  return await inTransaction(async (tx) => {
    const person = await personOfLink(tx, token);
    if (!person) return refuse("reset_over");
    const now = await databaseNow(tx);
    await updatePerson(tx, person.id, { passwordHash });
    await endResets(tx, person.id, now);
    const sessions = await endStaffSessions(tx, person.id, null, now);
    await auditPerson(tx, { staffId: person.id, requestId, address }, "staff.reset_password", {
      after: { sessionsEnded: sessions },
    });
    return ok(null);
  });
}
