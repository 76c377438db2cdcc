import { inTransaction } from "@/db/transaction";
import { type Scope, systemScope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import {
  findBudgetMerchants,
  findSpentBudgets,
  openBudgetAlerts,
  resolveBudgetAlerts,
} from "@/lib/risk/repository/budgets";
import { type BudgetMark, marksOf } from "@/lib/risk/rules";

/**
 * Opens an alert about each coupon of which 80 % of the budget is spent, another at 100 % (C20), and tells of each once
 * (`budget.reached`); closes those that no longer hold, since the budget was raised or orders were given up. Any number of
 * runs, also at once, come to the same. Tells how many were opened and closed.
 */
export async function watchBudgets(): Promise<{ readonly opened: number; readonly closed: number }> {
  const [spent, before] = await inTransaction(async (tx) => [
    await findSpentBudgets(tx),
    await findBudgetMerchants(tx),
  ]);
  const marks = new Map<string, BudgetMark[]>(before.map((merchantId) => [merchantId, []]));
  for (const budget of spent) {
    marks.set(budget.merchantId, [...(marks.get(budget.merchantId) ?? []), ...marksOf(budget)]);
  }
  let [opened, closed] = [0, 0];
  for (const [merchantId, reached] of marks) {
    const came = await settle(systemScope(merchantId, "risk.budgets"), reached);
    opened += came.opened;
    closed += came.closed;
  }
  return { opened, closed };
}

async function settle(scope: Scope, marks: readonly BudgetMark[]) {
  return await inTransaction(async (tx) => {
    const fresh = await openBudgetAlerts(tx, scope, marks);
    await announce(
      tx,
      scope,
      fresh.map(({ couponId, percent, spentMinor, budgetMinor }) => ({
        type: "budget.reached",
        subjectId: couponId,
        payload: { couponId, percent, spentMinor, budgetMinor },
      })),
    );
    return { opened: fresh.length, closed: await resolveBudgetAlerts(tx, scope, marks) };
  });
}
