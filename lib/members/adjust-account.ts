import { databaseNow } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { lockMember } from "@/lib/members/lock-member";
import { addEntry } from "@/lib/members/repository/accounts";
import type { AccountChange } from "@/lib/members/schema/accounts";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type AdjustAccount = AccountChange & { readonly requestId: string };

/**
 * Sets a member's points or stored money right by hand: adds `change`, which may be below zero, with a reason. The same
 * request id does it once. Refusals: `balance_too_low`.
 */
export async function adjustAccount(
  scope: Scope,
  { requestId, ...change }: AdjustAccount,
): Promise<Result<{ balance: number }>> {
  const once = { route: "member.adjust_account", key: requestId, body: change };
  return await transactOnce(scope, once, async (tx) => {
    if (!(await lockMember(tx, scope, change.memberId))) throw new AppError("not_found");
    const now = await databaseNow(tx);
    const balance = await addEntry(tx, scope, { ...change, cause: "staff", causeId: requestId, now });
    if (balance === null) return refuse("balance_too_low");
    const { memberId, unit } = change;
    await recordAudit(tx, scope, [
      {
        ...{ action: "member.adjust_account", objectType: "member", objectId: memberId },
        before: { unit, balance: balance - change.change },
        // The note stands with the entry, whose words go when the member is forgotten.
        after: { unit, balance },
      },
    ]);
    return ok({ balance });
  });
}
