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

/**
 * Turns what was reserved into what was used: the order is paid. Call it with the coupons held since before the order was
 * locked (`holdForUse`): one that is given its budget meanwhile would count what it saw of the order, and not this.
 */
export async function spendReserved(
  tx: Tx,
  scope: Scope,
  held: readonly HeldCoupon[],
  spent: readonly Spent[],
): Promise<void> {
  const changes = summed(spent, (offMinor) => ({ reservedMinor: -offMinor, usedMinor: offMinor }));
  await countHeld(tx, scope, held, changes);
}

/**
 * Gives back what was reserved by an order that is given up, or used by one whose voucher came back. Call it with the coupons
 * held, as for `spendReserved`.
 */
export async function returnBudget(
  tx: Tx,
  scope: Scope,
  held: readonly HeldCoupon[],
  from: "reserved" | "used",
  spent: readonly Spent[],
): Promise<void> {
  const changes = summed(spent, (offMinor) =>
    from === "used" ? { reservedMinor: 0, usedMinor: -offMinor } : { reservedMinor: -offMinor, usedMinor: 0 },
  );
  await countHeld(tx, scope, held, changes);
}

/** Counts changes on the counters of those held coupons that have a budget, every one. */
async function countHeld(
  tx: Tx,
  scope: Scope,
  held: readonly HeldCoupon[],
  changes: readonly BudgetChange[],
): Promise<void> {
  const found = new Map(held.map((one) => [one.id, one.hasBudget]));
  const budgeted = changes.filter(({ couponId }) => {
    const isBudgeted = found.get(couponId);
    if (isBudgeted === undefined) throw new Error(`coupon ${couponId} is counted and not held`);
    return isBudgeted;
  });
  const counted = await addToBudgets(tx, scope, budgeted);
  if (counted.size !== budgeted.length) throw new Error("a budget's counter is not where its coupon says");
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
