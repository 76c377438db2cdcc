import type { Reader } from "@/db/client";
import { loadBudgetsLeft } from "@/lib/coupons/repository/budgets";
import type { Scope } from "@/lib/platform/auth/scope";

/** What is left of these coupons' budgets in minor units, by id; a coupon without a budget is left out. No lock. */
export async function findBudgetsLeft(
  reader: Reader,
  scope: Scope,
  couponIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  return await loadBudgetsLeft(reader, scope, couponIds);
}
