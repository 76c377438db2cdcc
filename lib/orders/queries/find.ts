import { and, eq, or } from "drizzle-orm";
import { db } from "@/db/client";
import { stores } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import { mayBeSeen } from "@/lib/orders/queries/orders";
import type { Scope } from "@/lib/platform/auth/scope";

/** The order for the command menu whose whole number, as people write it, or whole id this is: one, or none. */
export async function findOrders(scope: Scope, text: string) {
  const number = text.replaceAll(/[\s#-]/g, "").toUpperCase();
  return await db()
    .select({ id: orders.id, number: orders.number, storeName: stores.name })
    .from(orders)
    .innerJoin(stores, and(eq(stores.merchantId, orders.merchantId), eq(stores.id, orders.storeId)))
    .where(and(mayBeSeen(scope), or(eq(orders.number, number), eq(orders.id, text))))
    .limit(1);
}
