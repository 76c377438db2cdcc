import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { couponBudgets, orderVouchers } from "@/db/schema/orders";
import type { Scope } from "@/lib/platform/auth/scope";

const budgetOf = (scope: Scope, couponId: string) =>
  and(eq(couponBudgets.merchantId, scope.merchantId), eq(couponBudgets.couponId, couponId));

/**
 * What orders took off by a coupon so far, on unpaid ones and used, in minor units. Its counter stays locked until the
 * transaction ends; where it has none yet, the orders themselves are asked. Call it with the coupon locked.
 */
export async function lockSpent(tx: Tx, scope: Scope, couponId: string): Promise<number> {
  const [row] = await tx
    .select({
      spent: sql<number>`${couponBudgets.reservedMinor} + ${couponBudgets.usedMinor}`.mapWith(Number),
    })
    .from(couponBudgets)
    .where(budgetOf(scope, couponId))
    .for("update");
  if (row) return row.spent;
  const off = sql`${orderVouchers.discountMinor} + ${orderVouchers.deliveryDiscountMinor}`;
  const [sum] = await tx
    .select({ spent: sql<number>`coalesce(sum(${off}), 0)`.mapWith(Number) })
    .from(orderVouchers)
    .where(
      and(
        eq(orderVouchers.merchantId, scope.merchantId),
        eq(orderVouchers.couponId, couponId),
        inArray(orderVouchers.state, ["reserved", "used"]),
      ),
    );
  return sum?.spent ?? 0;
}

/** Writes the budget of a locked coupon on its counter; null = none any more. The CHECK refuses less than was spent. */
export async function updateLimit(
  tx: Tx,
  scope: Scope,
  couponId: string,
  budgetMinor: number | null,
): Promise<void> {
  if (budgetMinor === null) await tx.delete(couponBudgets).where(budgetOf(scope, couponId));
  else await tx.update(couponBudgets).set({ budgetMinor }).where(budgetOf(scope, couponId));
}
