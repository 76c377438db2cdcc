import { and, desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { payments } from "@/db/schema/payments";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * How the newest try to pay for something stands, for who was shown the thing itself: `declined` and `expired` will not pay it any
 * more but by chance, and another can be begun; null = nobody tried.
 */
export function lastTryOf(
  scope: Scope,
  { kind, id }: { readonly kind: "order" | "pack"; readonly id: string },
) {
  const subject = kind === "order" ? payments.orderId : payments.purchaseId;
  return db()
    .select({ status: payments.status })
    .from(payments)
    .where(and(eq(payments.merchantId, scope.merchantId), eq(subject, id)))
    .orderBy(desc(payments.id))
    .limit(1)
    .then(([row]) => row?.status ?? null);
}
