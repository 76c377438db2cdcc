/** How much of a budget somebody is told of, in percent (C20). */
export const BUDGET_PERCENTS = [80, 100] as const;

/** That so much of a coupon's budget is spent; amounts in minor units of its currency. */
export type BudgetMark = {
  readonly couponId: string;
  readonly percent: (typeof BUDGET_PERCENTS)[number];
  readonly spentMinor: number;
  readonly budgetMinor: number;
};

/** The marks a budget has reached: exactly 80 % is one, and a budget that is spent has both. */
export function marksOf(budget: Omit<BudgetMark, "percent">): BudgetMark[] {
  const { couponId, spentMinor, budgetMinor } = budget;
  const reached = BUDGET_PERCENTS.filter(
    (percent) => BigInt(spentMinor) * 100n >= BigInt(budgetMinor) * BigInt(percent),
  );
  return reached.map((percent) => ({ couponId, percent, spentMinor, budgetMinor }));
}

/** What an alert about a mark is kept under: one is open for each coupon and mark. */
export function budgetSubject({ couponId, percent }: Pick<BudgetMark, "couponId" | "percent">): string {
  return `${couponId}:${percent}`;
}
