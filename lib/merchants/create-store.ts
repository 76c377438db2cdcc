import { inTransaction } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { answerOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { insertStore, isCodeTaken, lockMerchant } from "@/lib/merchants/repository";
import type { StoreInput } from "@/lib/merchants/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

/** Opens a store. The same request id opens one. Refusal: `store_code_taken{code}`. */
export async function createStore(
  scope: Scope,
  { requestId, store }: { readonly requestId: string; readonly store: StoreInput },
): Promise<Result<{ id: string }>> {
  return await inTransaction((tx) =>
    answerOnce(tx, scope, { route: "store.create", key: requestId, body: store }, async () => {
      if (store.code) {
        // Two that take one code wait for each other here.
        await lockMerchant(tx, scope);
        if (await isCodeTaken(tx, scope, store.code, null))
          return refuse("store_code_taken", { code: store.code });
      }
      const id = await insertStore(tx, scope, store);
      await recordAudit(tx, scope, [
        { action: "store.create", objectType: "store", objectId: id, after: store },
      ]);
      await noteChange(tx, `merchant:${scope.merchantId}`);
      await announce(tx, scope, [{ type: "store.created", subjectId: id, payload: {} }]);
      return ok({ id });
    }),
  );
}
