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

/** `changed`: it was otherwise before. */
type StateChanged = { readonly archived: boolean; readonly changed: boolean };

/**
 * Takes a store out of business or brings it back; what names it keeps naming it. Asked for what already is, it
 * changes nothing; the same request id changes it once. Throws `not_found`.
 */
export async function changeStoreState(
  scope: Scope,
  { requestId, storeId, change }: ChangeStoreState,
): Promise<Result<StateChanged>> {
  const once = { route: "store.change_state", key: requestId, body: { storeId, change } };
  return await transactOnce<StateChanged>(scope, once, async (tx) => {
    const current = await lockStore(tx, scope, storeId);
    const archived = change === "archive";
    if ((current.archivedAt !== null) === archived) return ok({ archived, changed: false });
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
    return ok({ archived, changed: true });
  });
}
