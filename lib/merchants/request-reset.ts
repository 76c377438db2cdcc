import { db } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { auditPerson } from "@/lib/merchants/open-session";
import { findStaffByEmail } from "@/lib/merchants/repository";
import { endResets, insertReset } from "@/lib/merchants/repository/credentials";
import { lockPerson } from "@/lib/merchants/repository/staff";
import { passwordMark } from "@/lib/merchants/sign-in-staff";
import { scopesOfStaff } from "@/lib/platform/auth/gates";
import { digest } from "@/lib/platform/crypto";
import { linkToken } from "@/lib/platform/link-token";
import { log } from "@/lib/platform/log";
import { sendMail } from "@/lib/platform/mail";
import { hit, rateAddress } from "@/lib/platform/rate-limit";

/** How long a link to reset a password is good. */
export const RESET_MINUTES = 60;
const LIMITS = { user: { limit: 3, minutes: 60 }, address: { limit: 20, minutes: 60 } } as const;

export type ResetRequest = {
  /** Lower case. */
  readonly email: string;
  readonly address: string;
  readonly requestId: string;
  /** The mail to a person around a link's token. */
  readonly words: (link: { token: string; name: string }) => Promise<{ subject: string; body: string }>;
};

/**
 * Sends a link to set a new password to whoever works with this address; the links of before are worth nothing then.
 * It answers nothing, and the same to every address: known, unknown, of somebody who works nowhere any more, or asked
 * for too often (three an hour for one address, twenty an hour from one place).
 */
export async function requestReset({ email, address, requestId, words }: ResetRequest): Promise<void> {
  const limits = [
    { bucket: `reset:address:${rateAddress(address)}`, ...LIMITS.address },
    { bucket: `reset:user:${digest(email)}`, ...LIMITS.user },
  ];
  for (const rate of limits) {
    if ((await hit(db(), rate)).allowed) continue;
    log.warn("password reset refused: too many", { requestId });
    return;
  }
  const found = await inTransaction((tx) => findStaffByEmail(tx, email));
  if (!found) return;
  await inTransaction(async (tx) => {
    const person = await lockPerson(tx, found.id);
    const [scope] = await scopesOfStaff(tx, found.id, { requestId, address });
    if (!person || !scope) return;
    const now = await databaseNow(tx);
    await endResets(tx, person.id, now);
    const id = await insertReset(tx, person.id, new Date(now.getTime() + RESET_MINUTES * 60_000));
    const token = linkToken("password-reset", id, passwordMark(person.passwordHash));
    const mail = await words({ token, name: person.name });
    await sendMail(tx, scope, { recipient: person.email, ...mail });
    await auditPerson(tx, { staffId: person.id, requestId, address }, "staff.request_reset");
  });
}
