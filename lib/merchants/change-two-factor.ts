import type { Tx } from "@/db/client";
import { db } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { checkSecondFactor, recoveryHash } from "@/lib/merchants/check-second-factor";
import { newRecoveryCodes } from "@/lib/merchants/enrol-two-factor";
import { SECOND_STEP_LIMITS } from "@/lib/merchants/finish-sign-in";
import { type Asking, auditPerson } from "@/lib/merchants/open-session";
import { deleteTotp, replaceRecoveryCodes } from "@/lib/merchants/repository/credentials";
import { demandingMerchant } from "@/lib/platform/auth/gates";
import { giveBack, hit } from "@/lib/platform/rate-limit";

type Request = Asking & { readonly staffId: string; readonly code: string };

// What changes a second factor is done by who holds it at this moment, whatever was shown at sign-in.
async function withCode<T>(request: Request, work: (tx: Tx) => Promise<Result<T>>): Promise<Result<T>> {
  const rate = { bucket: `second-step:user:${request.staffId}`, ...SECOND_STEP_LIMITS.user };
  const allowed = await hit(db(), rate);
  if (!allowed.allowed) return refuse("too_many_sign_ins", { until: allowed.until.toISOString() });
  const result = await inTransaction(async (tx) => {
    const came = await checkSecondFactor(tx, request.staffId, request.code);
    if (came === "none") return refuse("two_factor_off");
    return came === "wrong" ? refuse("wrong_second_code") : await work(tx);
  });
  if (result.ok) await giveBack(db(), rate);
  return result;
}

/**
 * New recovery codes in the place of the old ones, for who shows a code. They are in this answer and nowhere else.
 * Refusals: `wrong_second_code`, `two_factor_off`, `too_many_sign_ins{until}`.
 */
export async function renewRecoveryCodes(request: Request): Promise<Result<{ recoveryCodes: string[] }>> {
  const { staffId } = request;
  const recoveryCodes = newRecoveryCodes();
  return await withCode(request, async (tx) => {
    await replaceRecoveryCodes(
      tx,
      staffId,
      recoveryCodes.map((code) => recoveryHash(staffId, code)),
    );
    await auditPerson(tx, request, "staff.recovery_codes");
    return ok({ recoveryCodes });
  });
}

/**
 * Takes two-factor sign-in away, for who shows a code. Refusals: `two_factor_required` while a merchant the person works
 * at asks their role for it; `wrong_second_code`, `two_factor_off`, `too_many_sign_ins{until}`.
 */
export async function dropTwoFactor(request: Request): Promise<Result<null>> {
  const { staffId } = request;
  if (await inTransaction((tx) => demandingMerchant(staffId, tx))) return refuse("two_factor_required");
  return await withCode(request, async (tx) => {
    await deleteTotp(tx, staffId);
    await auditPerson(tx, request, "staff.two_factor_off", {
      before: { twoFactor: true },
      after: { twoFactor: false },
    });
    return ok(null);
  });
}
