import type { Reader } from "@/db/client";
import type { Scope } from "@/lib/platform/auth/scope";
import { loadQuota } from "@/lib/vouchers/repository";
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
