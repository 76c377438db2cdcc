import { and, asc, desc, eq, lt, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { auditEntries, staff } from "@/db/schema/merchants";
import { packPurchases, packRefundRequests } from "@/db/schema/pack-purchases";
import { packs } from "@/db/schema/packs";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import type { Instant } from "@/lib/kernel/time";
import { visible } from "@/lib/packs/queries/packs";
import { mayBeSeen, purchaseRows, shown } from "@/lib/packs/queries/purchases";
import { type PurchaseView, purchaseView } from "@/lib/packs/rules/view";
import type { Scope } from "@/lib/platform/auth/scope";

/** A purchase for other systems; null = not theirs. */
export async function getPurchaseView(
  scope: Scope,
  purchaseId: string,
  now: Instant = new Date(),
): Promise<PurchaseView | null> {
  const [row] = await purchaseRows().where(and(mayBeSeen(scope), eq(packPurchases.id, purchaseId)));
  return row ? purchaseView(row, now) : null;
}

/** Purchases of a pack for other systems, newest first. */
export async function listPurchaseViews(
  scope: Scope,
  query: { readonly packId: string; readonly limit: number; readonly cursor?: string | undefined },
) {
  const { packId, limit, cursor: word } = query;
  const cursor = decodeCursor(word);
  const now = new Date();
  const found = await purchaseRows()
    .where(
      and(
        mayBeSeen(scope),
        eq(packPurchases.packId, packId),
        cursor ? lt(packPurchases.id, cursor.id) : undefined,
      ),
    )
    .orderBy(desc(packPurchases.id))
    .limit(limit + 1);
  const data = found.slice(0, limit).map((row) => purchaseView(row, now));
  const last = found.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last ? encodeCursor({ value: last.id, id: last.id }) : null };
}

/** The packs bought with an order, in the order they were chosen: at most two. */
export async function purchasesOfOrder(scope: Scope, orderId: string, now: Instant = new Date()) {
  const rows = await purchaseRows()
    .where(and(mayBeSeen(scope), eq(packPurchases.orderId, orderId)))
    .orderBy(asc(packPurchases.id))
    .limit(20);
  return rows.map((row) => shown(scope, row, now));
}

/** How many purchases within reach wait for somebody to decide on their refund, to a cap of 100. */
export async function countPackRefundsAsked(scope: Scope): Promise<number> {
  const open = db()
    .select({ one: sql`1`.as("one") })
    .from(packRefundRequests)
    .innerJoin(
      packPurchases,
      and(
        eq(packPurchases.merchantId, packRefundRequests.merchantId),
        eq(packPurchases.id, packRefundRequests.purchaseId),
      ),
    )
    .where(and(mayBeSeen(scope), eq(packRefundRequests.status, "open")))
    .limit(100)
    .as("open");
  const [row] = await db().select({ count: sql<number>`count(*)::int` }).from(open);
  return row?.count ?? 0;
}

const historyColumns = {
  id: auditEntries.id,
  at: auditEntries.at,
  action: auditEntries.action,
  before: auditEntries.before,
  after: auditEntries.after,
  actorType: auditEntries.actorType,
  by: staff.name,
};

/** What was done to a pack and by whom, from what to what, newest first; of people only staff are named. */
export async function packHistory(scope: Scope, packId: string) {
  return await db()
    .select(historyColumns)
    .from(auditEntries)
    .innerJoin(packs, and(eq(packs.merchantId, auditEntries.merchantId), eq(packs.id, auditEntries.objectId)))
    .leftJoin(staff, and(eq(auditEntries.actorType, "staff"), eq(staff.id, auditEntries.actorId)))
    .where(and(visible(scope), eq(auditEntries.objectType, "pack"), eq(auditEntries.objectId, packId)))
    .orderBy(desc(auditEntries.id))
    .limit(100);
}
export type PackEvent = Awaited<ReturnType<typeof packHistory>>[number];

/** What was done to a purchase and by whom, newest first; of people only staff are named. */
export async function purchaseHistory(scope: Scope, purchaseId: string) {
  return await db()
    .select(historyColumns)
    .from(auditEntries)
    .innerJoin(
      packPurchases,
      and(eq(packPurchases.merchantId, auditEntries.merchantId), eq(packPurchases.id, auditEntries.objectId)),
    )
    .leftJoin(staff, and(eq(auditEntries.actorType, "staff"), eq(staff.id, auditEntries.actorId)))
    .where(
      and(
        mayBeSeen(scope),
        eq(auditEntries.objectType, "pack_purchase"),
        eq(auditEntries.objectId, purchaseId),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(100);
}
