import type { Tx } from "@/db/client";
import { addToBudgets, type BudgetChange, holdCoupons, openBudgets } from "@/lib/coupons/repository/budgets";
import type { Scope } from "@/lib/platform/auth/scope";

/** A coupon that an order is about to use. */
export type HeldCoupon = { readonly id: string; readonly isPaused: boolean; readonly hasBudget: boolean };

/**
 * Holds coupons as they are until the transaction ends: a change of one waits for the order that uses it, and is seen by
 * every later one. Lock order: before stock, orders and vouchers.
 */
export async function holdForUse(
  tx: Tx,
  scope: Scope,
  couponIds: readonly string[],
): Promise<readonly HeldCoupon[]> {
  const rows = await holdCoupons(tx, scope, couponIds);
  // Before the order is written, which must not be counted twice.
  const budgeted = rows.filter((row) => row.budgetMinor !== null).map((row) => row.id);
  await openBudgets(tx, scope, budgeted);
  return rows.map(({ id, pausedAt, budgetMinor }) => ({
    id,
    isPaused: pausedAt !== null,
    hasBudget: budgetMinor !== null,
  }));
}

/**
 * Takes what an order's vouchers take off from the budgets of their coupons (C20), all or none: false = one of them has less
 * left, and the caller rolls back. Call it with the coupons held (`holdForUse`), and for those with a budget only. The counters are locked last of
 * all, since everybody who uses the coupon waits for them.
 */
export async function reserveBudget(
  tx: Tx,
  scope: Scope,
  spent: readonly { readonly couponId: string; readonly offMinor: number }[],
): Promise<boolean> {
  if (spent.length === 0) return true;
  const changes = summed(spent, (offMinor) => ({ reservedMinor: offMinor, usedMinor: 0 }));
  const counted = await addToBudgets(tx, scope, changes);
  return counted.size === changes.length;
}

/** Turns what was reserved into what was used: the order is paid. */
export async function spendReserved(tx: Tx, scope: Scope, spent: readonly Spent[]): Promise<void> {
  const changes = summed(spent, (offMinor) => ({ reservedMinor: -offMinor, usedMinor: offMinor }));
  await addToBudgets(tx, scope, changes);
}

/** Gives back what was reserved by an order that is given up, or used by one whose voucher came back. */
export async function returnBudget(
  tx: Tx,
  scope: Scope,
  from: "reserved" | "used",
  spent: readonly Spent[],
): Promise<void> {
  const changes = summed(spent, (offMinor) =>
    from === "used" ? { reservedMinor: 0, usedMinor: -offMinor } : { reservedMinor: -offMinor, usedMinor: 0 },
  );
  await addToBudgets(tx, scope, changes);
}

/** What one voucher took off an order, goods and delivery. */
export type Spent = { readonly couponId: string; readonly offMinor: number };

function summed(
  spent: readonly Spent[],
  change: (offMinor: number) => Omit<BudgetChange, "couponId">,
): BudgetChange[] {
  const perCoupon = new Map<string, number>();
  for (const { couponId, offMinor } of spent) {
    perCoupon.set(couponId, (perCoupon.get(couponId) ?? 0) + offMinor);
  }
  return [...perCoupon].map(([couponId, offMinor]) => ({ couponId, ...change(offMinor) }));
}
