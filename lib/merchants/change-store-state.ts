import { databaseNow } from "@/db/transaction";
import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { lockStore, updateStore } from "@/lib/merchants/repository";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type ChangeStoreState = {
  readonly requestId: string;
  readonly storeId: string;
  readonly change: "archive" | "restore";
};

/**
 * Takes a store out of business or brings it back; what names it keeps naming it. Asked for what already is, it
 * changes nothing; the same request id changes it once. Throws `not_found`.
 */
export async function changeStoreState(
  scope: Scope,
  { requestId, storeId, change }: ChangeStoreState,
): Promise<Result<{ archived: boolean }>> {
  const body = { storeId, change };
  return await transactOnce(scope, { route: "store.change_state", key: requestId, body }, async (tx) => {
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
    await noteChange(tx, `merchant:${scope.merchantId}`);
    await announce(tx, scope, [{ type: `store.${change}`, subjectId: storeId, payload: {} }]);
    return ok({ archived });
  });
}
