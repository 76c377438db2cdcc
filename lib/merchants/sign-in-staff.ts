import { db } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";
import { type Result, refuse } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";
import { endStaffSessions, findStaffByEmail, insertStaffSession } from "@/lib/merchants/repository";
import type { SignInInput } from "@/lib/merchants/schema";
import { scopesOfStaff } from "@/lib/platform/auth/gates";
import { SESSION_SECONDS } from "@/lib/platform/auth/session-token";
import { digest, verifyPassword } from "@/lib/platform/crypto";
import { log } from "@/lib/platform/log";
import { giveBack, hit, type RateLimit, rateAddress } from "@/lib/platform/rate-limit";

/** Wrong tries for one name, and from one address; two buckets, since either alone is easily walked around (S-11). */
export const SIGN_IN_LIMITS = {
  user: { limit: 10, minutes: 15 },
  address: { limit: 30, minutes: 15 },
} as const;

export type SignInRequest = SignInInput & {
  readonly address: string;
  readonly userAgent: string;
  readonly requestId: string;
  /** The sign-in this browser had before, which ends with a new one; null = none. */
  readonly previous: { readonly sessionId: string; readonly staffId: string } | null;
};

/**
 * Signs a staff member in with a new session, or refuses with `sign_in_failed` (nothing tells an unknown address from a
 * wrong password, the time taken included) or `too_many_sign_ins{until}`. Only wrong tries count. A sign-in is in the
 * audit log of every merchant the person works at.
 */
export async function signInStaff(
  request: SignInRequest,
): Promise<Result<{ sessionId: string; staffId: string }>> {
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
  return { ok: true, value: { sessionId: await openSession(found.id, request), staffId: found.id } };
}

function limitsOf(request: SignInRequest): RateLimit[] {
  return [
    // First, so that an address over its limit fills nobody's own.
    { bucket: `sign-in:address:${rateAddress(request.address)}`, ...SIGN_IN_LIMITS.address },
    { bucket: `sign-in:user:${digest(request.email)}`, ...SIGN_IN_LIMITS.user },
  ];
}

async function openSession(staffId: string, request: SignInRequest): Promise<string> {
  const sessionId = newId("ses");
  await inTransaction(async (tx) => {
    const now = await databaseNow(tx);
    const { previous, userAgent } = request;
    if (previous) await endStaffSessions(tx, previous.staffId, previous.sessionId, now);
    const expiresAt = new Date(now.getTime() + SESSION_SECONDS.staff * 1000);
    await insertStaffSession(tx, { id: sessionId, staffId, userAgent, expiresAt });
    for (const scope of await scopesOfStaff(tx, staffId, request.requestId)) {
      const after = { sessionId };
      await recordAudit(tx, scope, [
        { action: "staff.sign_in", objectType: "staff", objectId: staffId, after },
      ]);
    }
  });
  return sessionId;
}
