import { db } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { auditPerson, type Browser, openSession } from "@/lib/merchants/open-session";
import { endStaffSessions } from "@/lib/merchants/repository";
import { endResets } from "@/lib/merchants/repository/credentials";
import { lockPerson, updatePerson } from "@/lib/merchants/repository/staff";
import { weaknessOf } from "@/lib/merchants/rules/password";
import { passwordMark, SIGN_IN_LIMITS } from "@/lib/merchants/sign-in-staff";
import { digest, hashPassword, verifyPassword } from "@/lib/platform/crypto";
import { giveBack, hit } from "@/lib/platform/rate-limit";

export type ChangePassword = Browser & {
  readonly staffId: string;
  readonly current: string;
  readonly next: string;
};

/** What everybody knows of a person, which is no password. */
export const knownOf = ({ email, name }: { readonly email: string; readonly name: string }) => [
  email,
  email.split("@")[0] ?? "",
  name,
];

/**
 * Changes a person's password for who knows the present one. All their sign-ins end, links to reset it are worth
 * nothing, and this browser gets a new one. Refusals: `wrong_password`, `password_same`, why the new one is too weak,
 * `too_many_sign_ins{until}` (wrong tries here count with those at sign-in).
 */
export async function changePassword(request: ChangePassword): Promise<Result<{ sessionId: string }>> {
  const { staffId, current, next } = request;
  const person = await inTransaction((tx) => lockPerson(tx, staffId));
  if (!person) return refuse("wrong_password");
  const rate = { bucket: `sign-in:user:${digest(person.email)}`, ...SIGN_IN_LIMITS.user };
  const allowed = await hit(db(), rate);
  if (!allowed.allowed) return refuse("too_many_sign_ins", { until: allowed.until.toISOString() });
  // Outside of a transaction: hashing takes its time, and no lock waits for it.
  if (!(await verifyPassword(current, person.passwordHash))) return refuse("wrong_password");
  await giveBack(db(), rate);
  if (current === next) return refuse("password_same");
  const weakness = weaknessOf(next, knownOf(person));
  if (weakness) return refuse(weakness);
  const passwordHash = await hashPassword(next);
  return await inTransaction(async (tx) => {
    const locked = await lockPerson(tx, staffId);
    // Changed by somebody else meanwhile: what was proved is the password of before.
    if (!locked || passwordMark(locked.passwordHash) !== passwordMark(person.passwordHash))
      return refuse("wrong_password");
    await updatePerson(tx, staffId, { passwordHash });
    const now = await databaseNow(tx);
    await endResets(tx, staffId, now);
    const sessions = await endStaffSessions(tx, staffId, null, now);
    await auditPerson(tx, request, "staff.change_password", {
      after: { sessionsEnded: sessions },
    });
    return ok({ sessionId: await openSession(tx, staffId, request, "staff.sign_in") });
  });
}
