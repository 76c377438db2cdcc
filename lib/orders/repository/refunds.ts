import { and, eq, inArray, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { orders, refundRequests, refunds } from "@/db/schema/orders";
import type { Scope } from "@/lib/platform/auth/scope";

type NewRefund = Omit<typeof refunds.$inferInsert, "merchantId" | "actorType" | "actorId">;

/** Stores a refund, by whoever acts. It is never changed, but by `takeWordsOut`. */
export async function insertRefund(tx: Tx, scope: Scope, refund: NewRefund): Promise<void> {
  const { merchantId, actor } = scope;
  await tx.insert(refunds).values({ merchantId, actorType: actor.type, actorId: actor.id, ...refund });
}

/** Empties what people wrote in words on a member's orders: notes, reasons, answers. Amounts and states stay. */
export async function takeWordsOut(tx: Tx, scope: Scope, memberId: string): Promise<void> {
  const { merchantId } = scope;
  const own = and(eq(orders.merchantId, merchantId), eq(orders.memberId, memberId));
  await tx
    .update(orders)
    .set({ note: "" })
    .where(and(own, ne(orders.note, "")));
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
