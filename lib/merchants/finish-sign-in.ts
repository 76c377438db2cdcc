import { db } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { checkSecondFactor } from "@/lib/merchants/check-second-factor";
import { type Browser, openSession } from "@/lib/merchants/open-session";
import { lockPerson } from "@/lib/merchants/repository/staff";
import { passwordMark } from "@/lib/merchants/sign-in-staff";
import { countedSignIn } from "@/lib/platform/count-outcomes";
import { log } from "@/lib/platform/log";
import { giveBack, hit, rateAddress } from "@/lib/platform/rate-limit";

/** Wrong codes for one person, and from one address. */
export const SECOND_STEP_LIMITS = {
  user: { limit: 10, minutes: 15 },
  address: { limit: 30, minutes: 15 },
} as const;

/** How long after the password the code is asked for, in seconds. */
export const SECOND_STEP_SECONDS = 600;

export type SecondStep = Browser & {
  readonly staffId: string;
  /** Of the password that was right (sign-in-staff.ts). */
  readonly mark: string;
  /** From the authenticator app, or one of the recovery codes. */
  readonly code: string;
  readonly address: string;
};

/**
 * The second step of a sign-in: a new session for the right code, each code taken once. Refusals: `wrong_second_code`;
 * `too_many_sign_ins{until}`; `sign_in_over` when the password was changed since, or the second factor taken away.
 * Only wrong codes count.
 */
export async function finishSignIn(request: SecondStep): Promise<Result<{ sessionId: string }>> {
  return await countedSignIn("second_step", checkCode(request));
}

async function checkCode(request: SecondStep): Promise<Result<{ sessionId: string }>> {
  const { staffId, mark, code, address, requestId } = request;
  const limits = [
    { bucket: `second-step:address:${rateAddress(address)}`, ...SECOND_STEP_LIMITS.address },
    { bucket: `second-step:user:${staffId}`, ...SECOND_STEP_LIMITS.user },
  ];
  for (const rate of limits) {
    const answer = await hit(db(), rate);
    if (answer.allowed) continue;
    log.warn("second step refused: too many tries", { requestId });
    return refuse("too_many_sign_ins", { until: answer.until.toISOString() });
  }
  const result = await inTransaction(async (tx): Promise<Result<{ sessionId: string }>> => {
    const person = await lockPerson(tx, staffId);
    if (!person || passwordMark(person.passwordHash) !== mark) return refuse("sign_in_over");
    const came = await checkSecondFactor(tx, staffId, code);
    if (came === "none") return refuse("sign_in_over");
    if (came === "wrong") return refuse("wrong_second_code");
    const action = came === "recovery" ? "staff.sign_in_by_recovery" : "staff.sign_in";
    return ok({ sessionId: await openSession(tx, staffId, request, action) });
  });
  if (result.ok) await Promise.all(limits.map((rate) => giveBack(db(), rate)));
  else log.warn("second step refused", { requestId });
  return result;
}
