import { databaseNow, inTransaction } from "@/db/transaction";
import { ok, type Result } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";
import { lockStore, updateStore } from "@/lib/merchants/repository";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

export type ChangeStoreState = { readonly storeId: string; readonly change: "archive" | "restore" };

/**
 * Takes a store out of business or brings it back; what names it keeps naming it. Asked for what already is, it
 * changes nothing. Throws `not_found`.
 */
export async function changeStoreState(
  scope: Scope,
  { storeId, change }: ChangeStoreState,
): Promise<Result<{ archived: boolean }>> {
  return await inTransaction(async (tx) => {
    const current = await lockStore(tx, scope, storeId);
    const archived = change === "archive";
    if ((current.archivedAt !== null) === archived) return ok({ archived });
    await updateStore(tx, scope, storeId, { archivedAt: archived ? await databaseNow(tx) : null });
    await recordAudit(tx, scope, [
      {
        action: `store.${change}`,
        objectType: "store",
        objectId: storeId,
        before: { archived: !archived },
        after: { archived },
      },
    ]);
    await announce(tx, scope, [{ type: `store.${change}`, subjectId: storeId, payload: {} }]);
    return ok({ archived });
  });
}
