import { db } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { type Browser, openSession } from "@/lib/merchants/open-session";
import { findStaffByEmail } from "@/lib/merchants/repository";
import { findTotp } from "@/lib/merchants/repository/credentials";
import type { SignInInput } from "@/lib/merchants/schema";
import { countedSignIn } from "@/lib/platform/count-outcomes";
import { digest, verifyPassword } from "@/lib/platform/crypto";
import { log } from "@/lib/platform/log";
import { giveBack, hit, type RateLimit, rateAddress } from "@/lib/platform/rate-limit";

/** Wrong tries for one name, and from one address; two buckets, since either alone is easily walked around (S-11). */
export const SIGN_IN_LIMITS = {
  user: { limit: 10, minutes: 15 },
  address: { limit: 30, minutes: 15 },
} as const;

export type SignInRequest = SignInInput & Browser & { readonly address: string };

/** Signed in, or known by the password and asked for the second factor (finish-sign-in.ts). */
export type SignedIn =
  | { readonly step: "done"; readonly sessionId: string; readonly staffId: string }
  | { readonly step: "code"; readonly staffId: string; readonly mark: string };

/** What tells a password from the next one of the same person, and nothing about it. */
export const passwordMark = (passwordHash: string) => digest(passwordHash).slice(0, 16);

/**
 * Signs a staff member in with a new session, or asks for the second factor of somebody who has one, or refuses with `sign_in_failed` (nothing tells an unknown address from a
 * wrong password, the time taken included) or `too_many_sign_ins{until}`. Only wrong tries count. A sign-in is in the
 * audit log of every merchant the person works at.
 */
export async function signInStaff(request: SignInRequest): Promise<Result<SignedIn>> {
  return await countedSignIn("password", checkPassword(request));
}

async function checkPassword(request: SignInRequest): Promise<Result<SignedIn>> {
  const limits = limitsOf(request);
  for (const rate of limits) {
    const answer = await hit(db(), rate);
    if (answer.allowed) continue;
    log.warn("sign-in refused: too many tries", { requestId: request.requestId });
    return refuse("too_many_sign_ins", { until: answer.until.toISOString() });
  }
  const found = await inTransaction((tx) => findStaffByEmail(tx, request.email));
  const isRight = await verifyPassword(request.password, found?.passwordHash ?? null);
  if (!found || !isRight) {
    log.warn("sign-in refused", { requestId: request.requestId });
    return refuse("sign_in_failed");
  }
  await Promise.all(limits.map((rate) => giveBack(db(), rate)));
  const { id: staffId, passwordHash } = found;
  return await inTransaction(async (tx) => {
    if (await findTotp(tx, staffId)) return ok({ step: "code", staffId, mark: passwordMark(passwordHash) });
    return ok({ step: "done", staffId, sessionId: await openSession(tx, staffId, request, "staff.sign_in") });
  });
}

function limitsOf(request: SignInRequest): RateLimit[] {
  return [
    // First, so that an address over its limit fills nobody's own.
    { bucket: `sign-in:address:${rateAddress(request.address)}`, ...SIGN_IN_LIMITS.address },
    { bucket: `sign-in:user:${digest(request.email)}`, ...SIGN_IN_LIMITS.user },
  ];
}
