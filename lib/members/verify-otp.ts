import { timingSafeEqual } from "node:crypto";
import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import {
  findOrInsertMember,
  insertMemberSession,
  lockChallenge,
  phoneOfChallenge,
  updateChallenge,
} from "@/lib/members/repository";
import { forgetErasure } from "@/lib/members/repository/directory";
import { otpHash } from "@/lib/members/request-otp";
import { answerOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { memberScopeOf } from "@/lib/platform/auth/member-gates";
import type { Scope } from "@/lib/platform/auth/scope";
import { SESSION_SECONDS } from "@/lib/platform/auth/session-token";
import { countedSignIn } from "@/lib/platform/count-outcomes";
import { announce } from "@/lib/platform/outbox";
import { hit, lockBucket, type RateLimit, usedUp } from "@/lib/platform/rate-limit";

/** Wrong codes for one challenge, and for one phone in a day (S-12). */
export const OTP_TRIES = 5;
export const OTP_WRONG_PER_DAY = { limit: 20, minutes: 24 * 60 } as const;

export type OtpAnswer = {
  /** From the browser's sealed cookie: a code typed in another browser is worth nothing. */
  readonly challengeId: string;
  /** Six digits. */
  readonly code: string;
  /** Of the form: sent twice, it signs in once and answers twice. */
  readonly requestId: string;
  readonly userAgent: string;
};

export type SignedIn = { readonly memberId: string; readonly sessionId: string; readonly isNew: boolean };

/**
 * Signs in whoever types the code that was sent to the phone, and registers them when the phone is new: one phone is one
 * member however many try at once. A code works once. Refuses with `wrong_code{triesLeft}`, `code_over` (expired,
 * replaced, used, or tried too often) and `too_many_tries{until}` (the day's wrong codes for the phone are used up).
 * A wrong try is written although it is refused.
 */
export async function verifyOtp(visitor: Scope, answer: OtpAnswer): Promise<Result<SignedIn>> {
  const { challengeId, code, requestId } = answer;
  const key = `${challengeId}:${requestId}:${otpHash(challengeId, code)}`;
  const verified = inTransaction((tx) =>
    answerOnce(tx, visitor, { route: "members/verify-otp", key, body: null }, async () => {
      const checked = await checkCode(tx, visitor, challengeId, code);
      if (!checked.ok) return checked;
      return ok(await signIn(tx, visitor, checked.value, answer.userAgent));
    }),
  );
  return await countedSignIn("code_typed", verified);
}

type Proof = { readonly phone: string; readonly now: Instant };

async function checkCode(tx: Tx, visitor: Scope, id: string, code: string): Promise<Result<Proof>> {
  const phone = await phoneOfChallenge(tx, visitor, id);
  if (!phone) return refuse("code_over");
  const rate: RateLimit = { bucket: `otp-wrong:${phone}`, ...OTP_WRONG_PER_DAY };
  await lockBucket(tx, rate);
  const until = await usedUp(tx, [rate]);
  if (until) return refuse("too_many_tries", { until: until.toISOString() });
  const challenge = await lockChallenge(tx, visitor, id);
  const now = await databaseNow(tx);
  if (!challenge || challenge.endedAt !== null || challenge.expiresAt <= now) return refuse("code_over");
  const isRight = timingSafeEqual(Buffer.from(challenge.codeHash), Buffer.from(otpHash(id, code)));
  const tries = challenge.tries + (isRight ? 0 : 1);
  const isOver = isRight || tries >= OTP_TRIES;
  await updateChallenge(tx, visitor, id, { tries, endedAt: isOver ? now : null });
  if (isRight) return { ok: true, value: { phone, now } };
  await hit(tx, rate);
  return isOver ? refuse("code_over") : refuse("wrong_code", { triesLeft: OTP_TRIES - tries });
}

async function signIn(tx: Tx, visitor: Scope, proof: Proof, userAgent: string): Promise<SignedIn> {
  const member = await findOrInsertMember(tx, visitor, proof.phone);
  const scope = memberScopeOf(visitor, member.id);
  const about = { objectType: "member", objectId: member.id } as const;
  if (member.isRegistered) {
    // Whoever signs in with a phone that was erased asks to be a member again.
    await forgetErasure(tx, scope, proof.phone);
    await recordAudit(tx, scope, [{ action: "member.register", ...about, after: { by: "phone" } }]);
    await announce(tx, scope, [
      { type: "member.registered", subjectId: member.id, payload: { memberId: member.id } },
    ]);
  }
  const sessionId = newId("ses");
  const expiresAt = new Date(proof.now.getTime() + SESSION_SECONDS.member * 1000);
  await insertMemberSession(tx, scope, { id: sessionId, memberId: member.id, userAgent, expiresAt });
  await recordAudit(tx, scope, [{ action: "member.sign_in", ...about, after: { sessionId } }]);
  return { memberId: member.id, sessionId, isNew: member.isRegistered };
}
