import { and, desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { orders } from "@/db/schema/orders";
import { paymentRefunds, payments } from "@/db/schema/payments";
import { mayBeSeen } from "@/lib/orders/queries/orders";
import { moneyState } from "@/lib/payments/rules";
import { can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";

/** Money that goes back is late after so long: whoever pays it back by hand has to know. */
const LATE_MS = 60 * 60_000;

/**
 * What of an order's payments goes back through its provider, newest first: of which refund, since when, and when it went; null =
 * not yet; whether the provider said that it cannot, and whether it was paid by hand, and how for those who may say so. `refundId` null = the payment came when the order could not be paid with it, and goes back whole.
 */
export async function moneyBackOf(scope: Scope, orderId: string, now: Date = new Date()) {
  const { id, refundId, amountMinor, createdAt: since, doneAt: backAt } = paymentRefunds;
  const { failedAt, settledBy, settledHow } = paymentRefunds;
  const rows = await db()
    .select({
      ...{ id, refundId, amountMinor, currency: payments.currency, since, backAt },
      ...{ failedAt, settledBy, settledHow },
    })
    .from(payments)
    .innerJoin(orders, and(eq(orders.merchantId, payments.merchantId), eq(orders.id, payments.orderId)))
    .innerJoin(
      paymentRefunds,
      and(eq(paymentRefunds.merchantId, payments.merchantId), eq(paymentRefunds.paymentId, payments.id)),
    )
    .where(and(mayBeSeen(scope), eq(payments.orderId, orderId)))
    .orderBy(desc(id))
    .limit(200);
  const mayReadHow = can(scope.role, "refund.settle");
  return rows.map(({ failedAt: failed, settledBy: by, settledHow: how, ...row }) => ({
    ...row,
    ...moneyState({ backAt: row.backAt, failedAt: failed, settledBy: by, settledHow: how }, mayReadHow),
    isLate: row.backAt === null && now.getTime() - row.since.getTime() > LATE_MS,
  }));
}
export type MoneyBack = Awaited<ReturnType<typeof moneyBackOf>>[number];
