import { databaseNow, inTransaction } from "@/db/transaction";
import { ok, type Result } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { lockAlert, updateAcknowledged } from "@/lib/risk/repository";

/** Says that somebody knows of an alert; it stays until its cause is over. The first who says so is kept. */
export async function acknowledgeAlert(
  scope: Scope,
  { alertId }: { readonly alertId: string },
): Promise<Result<{ acknowledged: true }>> {
  return await inTransaction(async (tx) => {
    const alert = await lockAlert(tx, scope, alertId);
    if (alert.acknowledgedAt) return ok({ acknowledged: true });
    await updateAcknowledged(tx, scope, alertId, { staffId: scope.actor.id, at: await databaseNow(tx) });
    await recordAudit(tx, scope, [
      {
        action: "alert.acknowledge",
        objectType: "alert",
        objectId: alertId,
        before: { acknowledged: false },
        after: { acknowledged: true, subject: alert.subject },
      },
    ]);
    return ok({ acknowledged: true });
  });
}
