import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { refundRequests } from "@/db/schema/orders";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

type NewRequest = Omit<typeof refundRequests.$inferInsert, "merchantId">;

/** Stores a request for a refund; a constraint keeps it the only open one of its order. */
export async function insertRequest(tx: Tx, scope: Scope, request: NewRequest): Promise<void> {
  await tx.insert(refundRequests).values({ merchantId: scope.merchantId, ...request });
}

/** The order's open request; ask with the order locked. */
export async function findOpenRequest(tx: Tx, scope: Scope, orderId: string) {
  const [row] = await tx
    .select()
    .from(refundRequests)
    .where(
      and(
        eq(refundRequests.merchantId, scope.merchantId),
        eq(refundRequests.orderId, orderId),
        eq(refundRequests.status, "open"),
      ),
    );
  return row ?? null;
}

/** Closes an open request; the row count is asserted. */
export async function closeRequest(
  tx: Tx,
  scope: Scope,
  id: string,
  close: {
    readonly status: "granted" | "declined" | "withdrawn";
    readonly answer: string;
    readonly now: Instant;
  },
): Promise<void> {
  const { status, answer, now } = close;
  const closed = await tx
    .update(refundRequests)
    .set({ status, answer, decidedAt: now, decidedBy: scope.actor.id })
    .where(
      and(
        eq(refundRequests.merchantId, scope.merchantId),
        eq(refundRequests.id, id),
        eq(refundRequests.status, "open"),
      ),
    )
    .returning({ id: refundRequests.id });
  if (closed.length !== 1) throw new Error(`refund request ${id} changed under its order's lock`);
}
