import { and, eq, exists, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { coupons } from "@/db/schema/coupons";
import { couponBudgets } from "@/db/schema/orders";
import type { budgetStandings } from "@/lib/coupons/schema/filter";

export type BudgetStanding = (typeof budgetStandings)[number];

/** Coupons that stand so with their budget; what unpaid orders hold is spent, and 80 % of it is nearly all. */
export function budgetIs(standing: BudgetStanding): SQL {
  if (standing === "without") return isNull(coupons.budgetMinor);
  if (standing === "with") return isNotNull(coupons.budgetMinor);
  const spent = sql`${couponBudgets.reservedMinor} + ${couponBudgets.usedMinor}`;
  const reached =
    standing === "spent"
      ? sql`${spent} >= ${couponBudgets.budgetMinor}`
      : sql`${spent} < ${couponBudgets.budgetMinor} and (${spent}) * 100 >= ${couponBudgets.budgetMinor} * 80`;
  const ofCoupon = and(
    eq(couponBudgets.merchantId, coupons.merchantId),
    eq(couponBudgets.couponId, coupons.id),
  );
  const rows = db().select({ one: sql`1` }).from(couponBudgets).where(and(ofCoupon, reached));
  return sql`(${coupons.budgetMinor} is not null and ${exists(rows)})`;
}
