import { randomBytes } from "node:crypto";
import { db } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { recoveryHash, TOTP_PURPOSE } from "@/lib/merchants/check-second-factor";
import { SECOND_STEP_LIMITS } from "@/lib/merchants/finish-sign-in";
import { auditPerson, type Browser, openSession } from "@/lib/merchants/open-session";
import { endStaffSessions } from "@/lib/merchants/repository";
import { insertTotp, replaceRecoveryCodes } from "@/lib/merchants/repository/credentials";
import { keyedHash, seal } from "@/lib/platform/crypto";
import { giveBack, hit } from "@/lib/platform/rate-limit";
import { stepOf } from "@/lib/platform/totp";

const CODES = 10;
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/**
 * The secret offered to somebody who sets up two-factor sign-in: 160 bits that only this installation can make, the
 * same for one sign-in and another for the next, so that nothing has to be stored until it is confirmed.
 */
export function offeredSecret(staffId: string, sessionId: string): Buffer {
  return Buffer.from(keyedHash("totp-offer", `${staffId} ${sessionId}`), "base64url").subarray(0, 20);
}

/** Ten codes of fifty bits each, in two halves as they are read out. */
export function newRecoveryCodes(): string[] {
  const letter = (byte: number) => LETTERS[byte % LETTERS.length] ?? "";
  return Array.from({ length: CODES }, () => {
    const text = Array.from(randomBytes(10), letter).join("");
    return `${text.slice(0, 5)}-${text.slice(5)}`;
  });
}

export type EnrolTwoFactor = Browser & {
  readonly staffId: string;
  readonly sessionId: string;
  readonly code: string;
};

/**
 * Sets up two-factor sign-in with the offered secret, once its code was typed. Every other sign-in of the person ends
 * and this one is renewed, so that whoever is signed in from now on showed the second factor. The recovery codes are in
 * this answer and nowhere else. Refusals: `wrong_second_code`, `two_factor_on`, `too_many_sign_ins{until}`.
 */
export async function enrolTwoFactor(
  request: EnrolTwoFactor,
): Promise<Result<{ sessionId: string; recoveryCodes: string[] }>> {
  const { staffId, sessionId, code } = request;
  const rate = { bucket: `second-step:user:${staffId}`, ...SECOND_STEP_LIMITS.user };
  const allowed = await hit(db(), rate);
  if (!allowed.allowed) return refuse("too_many_sign_ins", { until: allowed.until.toISOString() });
  const secret = offeredSecret(staffId, sessionId);
  const recoveryCodes = newRecoveryCodes();
  const result = await inTransaction(
    async (tx): Promise<Result<{ sessionId: string; recoveryCodes: string[] }>> => {
      const now = await databaseNow(tx);
      const step = stepOf(secret, code, now);
      if (step === null) return refuse("wrong_second_code");
      const sealed = seal(TOTP_PURPOSE, secret.toString("base64url"));
      if (!(await insertTotp(tx, { staffId, secret: sealed, lastStep: step })))
        return refuse("two_factor_on");
      await replaceRecoveryCodes(
        tx,
        staffId,
        recoveryCodes.map((one) => recoveryHash(staffId, one)),
      );
      await endStaffSessions(tx, staffId, null, now);
      await auditPerson(tx, request, "staff.two_factor_on", {
        before: { twoFactor: false },
        after: { twoFactor: true },
      });
      return ok({ sessionId: await openSession(tx, staffId, request, "staff.sign_in"), recoveryCodes });
    },
  );
  if (result.ok) await giveBack(db(), rate);
  return result;
}
