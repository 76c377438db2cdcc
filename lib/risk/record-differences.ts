import { inTransaction } from "@/db/transaction";
import type { Scope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";
import { resolveDifferences, upsertAlert } from "@/lib/risk/repository";
import { EXAMPLES } from "@/lib/risk/schema";

/** What was found of one merchant: for each invariant that does not hold, the ids that break it. */
export type Found = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Opens an alert for each invariant that does not hold, or says that it was seen again, logs it as an error, and closes
 * the merchant's other differences. One transaction; the same findings twice make one alert seen twice.
 */
export async function recordDifferences(
  scope: Scope,
  found: Found,
): Promise<{ readonly raised: number; readonly resolved: number }> {
  const resolved = await inTransaction(async (tx) => {
    for (const [key, ids] of found) {
      const detail = { count: ids.size, examples: [...ids].sort().slice(0, EXAMPLES) };
      await upsertAlert(tx, scope, { kind: "reconciliation", subject: key, detail });
    }
    return await resolveDifferences(tx, scope, [...found.keys()]);
  });
  for (const [key] of found) {
    log.error("counters and history differ", { merchantId: scope.merchantId, code: key });
  }
  return { raised: found.size, resolved };
}
