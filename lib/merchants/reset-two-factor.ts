import { databaseNow } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { endStaffSessions } from "@/lib/merchants/repository";
import { deleteTotp } from "@/lib/merchants/repository/credentials";
import { lockPlace, worksElsewhere } from "@/lib/merchants/repository/staff";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Takes the second factor of somebody who lost it away, with their sign-ins; they set up another one. Nobody does this
 * for themselves, nor for somebody who works at another merchant too, whose door it would open. Refusals: `not_yourself`,
 * `works_elsewhere`, `two_factor_off`. Throws `not_found`.
 */
export async function resetTwoFactor(
  scope: Scope,
  { requestId, staffId }: { readonly requestId: string; readonly staffId: string },
): Promise<Result<{ id: string }>> {
  const once = { route: "staff.reset_two_factor", key: requestId, body: { staffId } };
  return await transactOnce(scope, once, async (tx) => {
    await lockPlace(tx, scope, staffId);
    if (scope.actor.id === staffId) return refuse("not_yourself");
    if (await worksElsewhere(tx, scope, staffId)) return refuse("works_elsewhere");
    if (!(await deleteTotp(tx, staffId))) return refuse("two_factor_off");
    await endStaffSessions(tx, staffId, null, await databaseNow(tx));
    await recordAudit(tx, scope, [
      {
        action: "staff.reset_two_factor",
        objectType: "staff",
        objectId: staffId,
        before: { twoFactor: true },
        after: { twoFactor: false },
      },
    ]);
    return ok({ id: staffId });
  });
}
