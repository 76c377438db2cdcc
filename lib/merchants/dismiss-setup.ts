import { databaseNow } from "@/db/transaction";
import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { lockMerchant, updateMerchant } from "@/lib/merchants/repository";
import type { Scope } from "@/lib/platform/auth/scope";

/** Puts the setup checklist away for everybody of the merchant, or brings it back. Twice is as good as once; the same request id does it once. */
export async function dismissSetup(
  scope: Scope,
  { requestId, dismissed }: { readonly requestId: string; readonly dismissed: boolean },
): Promise<Result<{ dismissed: boolean }>> {
  const body = { dismissed };
  return await transactOnce(scope, { route: "setup.dismiss", key: requestId, body }, async (tx) => {
    const current = await lockMerchant(tx, scope);
    if ((current.setupDismissedAt !== null) === dismissed) return ok({ dismissed });
    await updateMerchant(tx, scope, { setupDismissedAt: dismissed ? await databaseNow(tx) : null });
    await recordAudit(tx, scope, [
      {
        action: dismissed ? "setup.dismiss" : "setup.restore",
        objectType: "merchant",
        objectId: scope.merchantId,
        before: { dismissed: !dismissed },
        after: { dismissed },
      },
    ]);
    return ok({ dismissed });
  });
}
