import type { Reader } from "@/db/client";
import type { Scope } from "@/lib/platform/auth/scope";
import { loadQuota } from "@/lib/vouchers/repository";
import { loadQuotas } from "@/lib/vouchers/repository/gifts";
import type { QuotaFacts } from "@/lib/vouchers/rules";

/** What a member was given or claimed of a coupon, unlocked: for whoever asks before an issue, which asks again. Null = nothing. */
export async function findQuota(
  reader: Reader,
  scope: Scope,
  memberId: string,
  couponId: string,
): Promise<QuotaFacts | null> {
  return await loadQuota(reader, scope, memberId, couponId);
}

/** As `findQuota`, of many members; who was given nothing yet is left out. */
export async function findQuotas(
  reader: Reader,
  scope: Scope,
  memberIds: readonly string[],
  couponId: string,
): Promise<ReadonlyMap<string, QuotaFacts>> {
  return await loadQuotas(reader, scope, couponId, memberIds);
}
