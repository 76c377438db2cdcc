import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { findTotp, takeRecoveryCode, takeStep } from "@/lib/merchants/repository/credentials";
import { keyedHash, unseal } from "@/lib/platform/crypto";
import { stepOf } from "@/lib/platform/totp";

/** What sealed secrets of second factors are sealed for. */
export const TOTP_PURPOSE = "staff-totp";

/** The hash a recovery code is stored as; case, blanks and hyphens make no difference. */
export function recoveryHash(staffId: string, code: string): string {
  const plain = code.normalize("NFKC").toLowerCase().replace(/[\s-]/g, "");
  return keyedHash("recovery-code", `${staffId} ${plain}`);
}

/**
 * Takes a code of the person's second factor or one of their recovery codes, by the database's clock. Each is good once,
 * however many bring it at once: the rows are guarded. `none` = they have no second factor.
 */
export async function checkSecondFactor(
  tx: Tx,
  staffId: string,
  code: string,
): Promise<"none" | "wrong" | "totp" | "recovery"> {
  const totp = await findTotp(tx, staffId);
  if (!totp) return "none";
  const now = await databaseNow(tx);
  const secret = Buffer.from(unseal(TOTP_PURPOSE, totp.secret), "base64url");
  const step = stepOf(secret, code, now);
  if (step !== null) return (await takeStep(tx, staffId, step)) ? "totp" : "wrong";
  return (await takeRecoveryCode(tx, staffId, recoveryHash(staffId, code), now)) ? "recovery" : "wrong";
}
