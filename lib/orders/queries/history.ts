import { and, desc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { auditEntries, staff } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import { mayBeSeen } from "@/lib/orders/queries/orders";
import type { Scope } from "@/lib/platform/auth/scope";

/** What was done to an order and by whom, newest first; of people only staff are named. */
export async function orderHistory(scope: Scope, orderId: string) {
  return await db()
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      action: auditEntries.action,
      actorType: auditEntries.actorType,
      by: staff.name,
      /** What became of a payment (`payment.settle`); null = it is about something else. */
      payment: sql<string | null>`${auditEntries.after} ->> 'payment'`,
    })
    .from(auditEntries)
    .innerJoin(
      orders,
      and(eq(orders.merchantId, auditEntries.merchantId), eq(orders.id, auditEntries.objectId)),
    )
    .leftJoin(staff, and(eq(auditEntries.actorType, "staff"), eq(staff.id, auditEntries.actorId)))
    .where(and(mayBeSeen(scope), eq(auditEntries.objectType, "order"), eq(auditEntries.objectId, orderId)))
    .orderBy(desc(auditEntries.id))
    .limit(100);
}
export type OrderEvent = Awaited<ReturnType<typeof orderHistory>>[number];
