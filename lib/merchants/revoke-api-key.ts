import { databaseNow, inTransaction } from "@/db/transaction";
import { ok, type Result } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";
import { endApiKey } from "@/lib/merchants/repository";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Ends an API key for good: its next request is refused, in every process. Ending what has ended changes nothing.
 * Throws `not_found`.
 */
export async function revokeApiKey(
  scope: Scope,
  { keyId }: { readonly keyId: string },
): Promise<Result<{ id: string }>> {
  return await inTransaction(async (tx) => {
    if (!(await endApiKey(tx, scope, keyId, await databaseNow(tx)))) return ok({ id: keyId });
    await recordAudit(tx, scope, [
      {
        action: "api_key.revoke",
        objectType: "api_key",
        objectId: keyId,
        before: { revoked: false },
        after: { revoked: true },
      },
    ]);
    return ok({ id: keyId });
  });
}
