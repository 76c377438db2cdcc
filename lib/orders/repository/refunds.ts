import type { Tx } from "@/db/client";
import { refunds } from "@/db/schema/orders";
import type { Scope } from "@/lib/platform/auth/scope";

type NewRefund = Omit<typeof refunds.$inferInsert, "merchantId" | "actorType" | "actorId">;

/** Stores a refund, by whoever acts. It is never changed. */
export async function insertRefund(tx: Tx, scope: Scope, refund: NewRefund): Promise<void> {
  const { merchantId, actor } = scope;
  await tx.insert(refunds).values({ merchantId, actorType: actor.type, actorId: actor.id, ...refund });
}
