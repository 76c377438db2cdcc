import { and, eq, isNull, notInArray, sql } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { coupons } from "@/db/schema/coupons";
import { alerts } from "@/db/schema/operations";
import { couponBudgets } from "@/db/schema/orders";
import { newId } from "@/lib/kernel/id";
import type { Scope } from "@/lib/platform/auth/scope";
import { type BudgetMark, budgetSubject } from "@/lib/risk/rules";

/** Budgets looked at in one run; there is one row for each coupon that has one. */
const MOST = 100_000;

export type SpentBudget = {
  readonly merchantId: string;
  readonly couponId: string;
  readonly spentMinor: number;
  readonly budgetMinor: number;
};

const spent = sql`${couponBudgets.reservedMinor} + ${couponBudgets.usedMinor}`;

/** Every budget of which 80 % or more is spent, of all merchants' coupons that are not archived. */
export async function findSpentBudgets(reader: Reader): Promise<SpentBudget[]> {
  return await reader
    .select({
      merchantId: couponBudgets.merchantId,
      couponId: couponBudgets.couponId,
      spentMinor: sql<number>`${spent}`.mapWith(Number),
      budgetMinor: couponBudgets.budgetMinor,
    })
    .from(couponBudgets)
    .innerJoin(
      coupons,
      and(eq(coupons.merchantId, couponBudgets.merchantId), eq(coupons.id, couponBudgets.couponId)),
    )
    .where(and(isNull(coupons.archivedAt), sql`(${spent}) * 5 >= ${couponBudgets.budgetMinor}::numeric * 4`))
    .limit(MOST);
}

const open = and(eq(alerts.kind, "budget"), isNull(alerts.resolvedAt));

/** The merchants that have an alert about a budget which is not over. */
export async function findBudgetMerchants(reader: Reader): Promise<string[]> {
  const rows = await reader.selectDistinct({ merchantId: alerts.merchantId }).from(alerts).where(open);
  return rows.map((row) => row.merchantId);
}

/** Opens an alert for each of these marks; gives those that had none. */
export async function openBudgetAlerts(
  tx: Tx,
  scope: Scope,
  marks: readonly BudgetMark[],
): Promise<BudgetMark[]> {
  if (marks.length === 0) return [];
  const opened = await tx
    .insert(alerts)
    .values(
      marks.map((mark) => ({
        merchantId: scope.merchantId,
        id: newId("alt"),
        kind: "budget" as const,
        subject: budgetSubject(mark),
        detail: { count: 1, examples: [mark.couponId] },
      })),
    )
    .onConflictDoNothing()
    .returning({ subject: alerts.subject });
  const fresh = new Set(opened.map((row) => row.subject));
  return marks.filter((mark) => fresh.has(budgetSubject(mark)));
}

/** Closes the merchant's open alerts about budgets but those about these marks; tells how many. */
export async function resolveBudgetAlerts(
  tx: Tx,
  scope: Scope,
  marks: readonly BudgetMark[],
): Promise<number> {
  const subjects = marks.map(budgetSubject);
  const resolved = await tx
    .update(alerts)
    .set({ resolvedAt: sql`now()` })
    .where(
      and(
        eq(alerts.merchantId, scope.merchantId),
        open,
        subjects.length > 0 ? notInArray(alerts.subject, subjects) : undefined,
      ),
    )
    .returning({ id: alerts.id });
  return resolved.length;
}
