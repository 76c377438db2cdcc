import { randomInt } from "node:crypto";
import { db } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";
import { type Result, refuse } from "@/lib/kernel/result";
import { replaceChallenge } from "@/lib/members/repository";
import type { Scope } from "@/lib/platform/auth/scope";
import { countedSignIn } from "@/lib/platform/count-outcomes";
import { keyedHash } from "@/lib/platform/crypto";
import { log } from "@/lib/platform/log";
import { hit, type RateLimit, rateAddress } from "@/lib/platform/rate-limit";
import { sendSms } from "@/lib/platform/sms";

/** How long a one-time code is good, in minutes (S-12). */
export const OTP_MINUTES = 5;

/**
 * How many codes are sent (S-13): to one phone, with a pause between two; asked for by one address; to the ten thousand
 * phones that differ in their last four digits; and in all.
 */
export const OTP_SEND_LIMITS = {
  pause: { limit: 1, minutes: 1 },
  phone: { limit: 3, minutes: 10 },
  address: { limit: 60, minutes: 10 },
  prefix: { limit: 200, minutes: 60 },
  everybody: { limit: 50_000, minutes: 24 * 60 },
} as const;

/** The hash a code is kept as: keyed, and of one challenge only. */
export function otpHash(challengeId: string, code: string): string {
  return keyedHash("otp", `${challengeId}:${code}`);
}

/**
 * Sends a new one-time code to a phone (E.164) and ends the one before. The challenge's id belongs into the browser that
 * asked, sealed: the code is good only together with it. Refuses with `too_many_codes{until}`. Whether the phone is a
 * member's plays no part, so the answer cannot tell.
 */
export async function requestOtp(
  scope: Scope,
  request: RequestOtp,
): Promise<Result<{ challengeId: string }>> {
  return await countedSignIn("code_sent", sendCode(scope, request));
}

type RequestOtp = {
  readonly phone: string;
  readonly address: string;
  readonly words: (code: string) => string;
};

async function sendCode(scope: Scope, request: RequestOtp): Promise<Result<{ challengeId: string }>> {
  const { phone, address, words } = request;
  const tooMany = (until: Date) => {
    log.warn("one-time code refused: too many", { requestId: scope.requestId, merchantId: scope.merchantId });
    return refuse("too_many_codes", { until: until.toISOString() });
  };
  const asked = await hit(db(), {
    bucket: `otp:address:${rateAddress(address)}`,
    ...OTP_SEND_LIMITS.address,
  });
  if (!asked.allowed) return tooMany(asked.until);
  return await inTransaction(async (tx) => {
    for (const rate of sendLimits(phone)) {
      const answer = await hit(tx, rate);
      if (!answer.allowed) return tooMany(answer.until);
    }
    const now = await databaseNow(tx);
    const id = newId("otp");
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    const expiresAt = new Date(now.getTime() + OTP_MINUTES * 60_000);
    await replaceChallenge(tx, scope, { id, phone, codeHash: otpHash(id, code), expiresAt }, now);
    await sendSms(tx, scope, { recipient: phone, body: words(code) });
    return { ok: true, value: { challengeId: id } };
  });
}

// Counted in the transaction: the first bucket's row makes two requests for one phone wait for each other. The phone's
// own limits come first, so that what is refused by them uses up nothing that others need.
function sendLimits(phone: string): RateLimit[] {
  return [
    { bucket: `otp:pause:${phone}`, ...OTP_SEND_LIMITS.pause },
    { bucket: `otp:phone:${phone}`, ...OTP_SEND_LIMITS.phone },
    { bucket: `otp:prefix:${phone.slice(0, -4)}`, ...OTP_SEND_LIMITS.prefix },
    { bucket: "otp:everybody", ...OTP_SEND_LIMITS.everybody },
  ];
}
