import type { Reader } from "@/db/client";
import type { Scope } from "@/lib/platform/auth/scope";
import { loadQuotas } from "@/lib/vouchers/repository/gifts";
import type { QuotaFacts } from "@/lib/vouchers/rules";

/**
 * What members were given or claimed of a coupon, unlocked: for whoever asks before an issue, which asks again. Who was given
 * nothing yet is left out.
 */
export async function findQuotas(
  reader: Reader,
  scope: Scope,
  memberIds: readonly string[],
  couponId: string,
): Promise<ReadonlyMap<string, QuotaFacts>> {
  return await loadQuotas(reader, scope, couponId, memberIds);
}
