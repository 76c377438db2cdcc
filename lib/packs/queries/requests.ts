import { and, desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { packPurchases, packRefundRequests } from "@/db/schema/pack-purchases";
import { mayBeSeen } from "@/lib/packs/queries/purchases";
import type { Scope } from "@/lib/platform/auth/scope";

/** So many are named; all are in the list of purchases. */
const NAMED = 20;

/** The newest purchases within reach that wait for somebody to decide on their refund. */
export async function listPackRefundsAsked(scope: Scope) {
  return await db()
    .select({
      id: packRefundRequests.id,
      purchaseId: packPurchases.id,
      number: packPurchases.number,
      createdAt: packRefundRequests.createdAt,
    })
    .from(packRefundRequests)
    .innerJoin(
      packPurchases,
      and(
        eq(packPurchases.merchantId, packRefundRequests.merchantId),
        eq(packPurchases.id, packRefundRequests.purchaseId),
      ),
    )
    .where(
      and(
        eq(packRefundRequests.merchantId, scope.merchantId),
        mayBeSeen(scope),
        eq(packRefundRequests.status, "open"),
      ),
    )
    .orderBy(desc(packRefundRequests.id))
    .limit(NAMED);
}
