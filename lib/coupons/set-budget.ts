import type { Tx } from "@/db/client";
import { lockSpent, updateLimit } from "@/lib/coupons/repository/budget-limits";
import { openBudgets } from "@/lib/coupons/repository/budgets";
import { type Refusal, refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Why a locked coupon cannot have this budget; null = it can, until the transaction ends. Refusal:
 * `budget_below_spent{spentMinor}`: what unpaid orders hold counts as spent.
 */
export async function checkBudget(
  tx: Tx,
  scope: Scope,
  couponId: string,
  budgetMinor: number | null,
): Promise<Refusal | null> {
  if (budgetMinor === null) return null;
  const spentMinor = await lockSpent(tx, scope, couponId);
  return budgetMinor < spentMinor ? refuse("budget_below_spent", { spentMinor }).refusal : null;
}

/**
 * Makes the counter of a coupon's budget say what its row says by now, a new one beginning with what orders took off
 * already; null = it has no budget any more. Call it after `checkBudget`, and after the coupon's row was written.
 */
export async function setBudget(
  tx: Tx,
  scope: Scope,
  couponId: string,
  budgetMinor: number | null,
): Promise<void> {
  await updateLimit(tx, scope, couponId, budgetMinor);
  if (budgetMinor !== null) await openBudgets(tx, scope, [couponId]);
}
