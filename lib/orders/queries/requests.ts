import { and, count, desc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { orders, refundRequests } from "@/db/schema/orders";
import { mayBeSeen } from "@/lib/orders/queries/orders";
import type { Scope } from "@/lib/platform/auth/scope";

/** Counted up to here; more is "100+". */
const MOST = 101;

/** How many members ask for their money back and have no answer yet, among the orders this reader sees; 101 = more than 100. */
export async function countRefundsAsked(scope: Scope): Promise<number> {
  const open = db()
    .select({ one: sql`1`.as("one") })
    .from(refundRequests)
    .innerJoin(
      orders,
      and(eq(orders.merchantId, refundRequests.merchantId), eq(orders.id, refundRequests.orderId)),
    )
    .where(
      and(
        eq(refundRequests.merchantId, scope.merchantId),
        eq(refundRequests.status, "open"),
        mayBeSeen(scope),
      ),
    )
    .limit(MOST)
    .as("open");
  const [row] = await db().select({ count: count() }).from(open);
  return row?.count ?? 0;
}

/** So many are named; all are in the list of orders. */
const NAMED = 20;

/** The newest orders, among those this reader sees, whose members ask for their money back and have no answer yet. */
export async function listRefundsAsked(scope: Scope) {
  return await db()
    .select({
      id: refundRequests.id,
      orderId: refundRequests.orderId,
      number: orders.number,
      createdAt: refundRequests.createdAt,
    })
    .from(refundRequests)
    .innerJoin(
      orders,
      and(eq(orders.merchantId, refundRequests.merchantId), eq(orders.id, refundRequests.orderId)),
    )
    .where(
      and(
        eq(refundRequests.merchantId, scope.merchantId),
        eq(refundRequests.status, "open"),
        mayBeSeen(scope),
      ),
    )
    .orderBy(desc(refundRequests.id))
    .limit(NAMED);
}
