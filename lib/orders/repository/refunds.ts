import { and, eq, gte, inArray, isNotNull, ne, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { orders, refundRequests, refunds } from "@/db/schema/orders";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

type NewRefund = Omit<typeof refunds.$inferInsert, "merchantId" | "actorType" | "actorId">;

/** Stores a refund, by whoever acts. It is never changed, but by `takeWordsOut`. */
export async function insertRefund(tx: Tx, scope: Scope, refund: NewRefund): Promise<void> {
  const { merchantId, actor } = scope;
  await tx.insert(refunds).values({ merchantId, actorType: actor.type, actorId: actor.id, ...refund });
}

/** The units of an order that were given back from `since` on. */
export async function loadGivenSince(
  tx: Tx,
  scope: Scope,
  orderId: string,
  since: Instant,
): Promise<{ readonly lineId: string; readonly quantity: number }[]> {
  const rows = await tx
    .select({ lines: refunds.lines })
    .from(refunds)
    .where(
      and(eq(refunds.merchantId, scope.merchantId), eq(refunds.orderId, orderId), gte(refunds.at, since)),
    );
  return rows.flatMap(({ lines }) => lines);
}

/** Empties what people wrote in words on a member's orders: notes, addresses, reasons, answers. Amounts and states stay, and which are delivered. */
export async function takeWordsOut(tx: Tx, scope: Scope, memberId: string): Promise<void> {
  const { merchantId } = scope;
  const own = and(eq(orders.merchantId, merchantId), eq(orders.memberId, memberId));
  await tx
    .update(orders)
    .set({
      ...{ note: "", deliveryAddress: null },
      wasDelivered: sql`case when ${orders.deliveryAddress} is not null then true else ${orders.wasDelivered} end`,
    })
    .where(and(own, or(ne(orders.note, ""), isNotNull(orders.deliveryAddress))));
  const ids = tx.select({ id: orders.id }).from(orders).where(own);
  await tx
    .update(refunds)
    .set({ reason: "" })
    .where(and(eq(refunds.merchantId, merchantId), inArray(refunds.orderId, ids), ne(refunds.reason, "")));
  await tx
    .update(refundRequests)
    .set({ reason: "", answer: "" })
    .where(and(eq(refundRequests.merchantId, merchantId), inArray(refundRequests.orderId, ids)));
}
