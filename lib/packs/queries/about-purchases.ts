import { and, asc, desc, eq, inArray, isNotNull, lt, ne, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { coupons } from "@/db/schema/coupons";
import { auditEntries, staff } from "@/db/schema/merchants";
import { packDues, packPurchases, packRefundRequests } from "@/db/schema/pack-purchases";
import { packs } from "@/db/schema/packs";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import type { Instant } from "@/lib/kernel/time";
import { auditAfter } from "@/lib/merchants/queries/audit";
import { visible } from "@/lib/packs/queries/packs";
import { mayBeSeen, purchaseRows, shown } from "@/lib/packs/queries/purchases";
import { purchaseStatus } from "@/lib/packs/rules/purchase";
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

/** What the packs cost that are still to be paid with each of these orders, by order; none = nothing. A hundred orders at most. */
export async function unpaidPacksOf(
  scope: Scope,
  orderIds: readonly string[],
  now: Instant = new Date(),
): Promise<ReadonlyMap<string, number>> {
  const { orderId, priceMinor, status, expiresAt } = packPurchases;
  if (orderIds.length === 0) return new Map();
  const rows = await db()
    .select({ orderId, priceMinor, status, expiresAt })
    .from(packPurchases)
    .where(and(mayBeSeen(scope), inArray(orderId, [...orderIds]), eq(status, "placed")));
  const sums = new Map<string, number>();
  for (const row of rows) {
    if (row.orderId === null || purchaseStatus(row, now) !== "placed") continue;
    sums.set(row.orderId, (sums.get(row.orderId) ?? 0) + row.priceMinor);
  }
  return sums;
}

/** Counted up to here; more is "100+". */
const MOST_ASKED = 101;

/** How many purchases within reach wait for somebody to decide on their refund; 101 = more than 100. */
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
    .limit(MOST_ASKED)
    .as("open");
  const [row] = await db().select({ count: sql<number>`count(*)::int` }).from(open);
  return row?.count ?? 0;
}

/** So many waiting purchases are looked at. */
const MOST_WAITING = 10_000;

/**
 * Which coupons hold up the deliveries of which packs within reach, and how many purchases wait for each, the most first: at
 * most five. Ten thousand are counted in all.
 */
export async function listHeldUp(scope: Scope) {
  const waiting = db()
    .select({ packId: packDues.packId, couponId: packDues.waitsFor })
    .from(packDues)
    .innerJoin(
      packPurchases,
      and(eq(packPurchases.merchantId, packDues.merchantId), eq(packPurchases.id, packDues.purchaseId)),
    )
    .where(and(eq(packDues.merchantId, scope.merchantId), isNotNull(packDues.waitsFor), mayBeSeen(scope)))
    .limit(MOST_WAITING)
    .as("waiting");
  const purchases = sql<number>`count(*)::int`;
  return await db()
    .select({
      packId: packs.id,
      packName: packs.name,
      couponId: coupons.id,
      couponName: coupons.name,
      purchases,
    })
    .from(waiting)
    .innerJoin(packs, and(eq(packs.merchantId, scope.merchantId), eq(packs.id, waiting.packId)))
    .innerJoin(coupons, and(eq(coupons.merchantId, scope.merchantId), eq(coupons.id, waiting.couponId)))
    .groupBy(packs.id, packs.name, coupons.id, coupons.name)
    .orderBy(desc(purchases), asc(packs.id), asc(coupons.id))
    .limit(5);
}
export type HeldUp = Awaited<ReturnType<typeof listHeldUp>>[number];

const historyColumns = {
  id: auditEntries.id,
  at: auditEntries.at,
  action: auditEntries.action,
  before: auditEntries.before,
  after: auditAfter.mapWith(auditEntries.after),
  actorType: auditEntries.actorType,
  by: staff.name,
};

const HISTORY_PAGE = 50;

/**
 * What was done to a pack and by whom, from what to what, newest first, fifty at once; of people only staff are named. Its
 * deliveries are left out, of which there are more than of all else together: each purchase has its own.
 */
export async function packHistory(
  scope: Scope,
  packId: string,
  { cursor: word = null }: { readonly cursor?: string | null } = {},
) {
  const cursor = decodeCursor(word);
  const found = await db()
    .select(historyColumns)
    .from(auditEntries)
    .innerJoin(packs, and(eq(packs.merchantId, auditEntries.merchantId), eq(packs.id, auditEntries.objectId)))
    .leftJoin(staff, and(eq(auditEntries.actorType, "staff"), eq(staff.id, auditEntries.actorId)))
    .where(
      and(
        visible(scope),
        eq(auditEntries.objectType, "pack"),
        eq(auditEntries.objectId, packId),
        ne(auditEntries.action, "pack.deliver"),
        cursor ? lt(auditEntries.id, cursor.id) : undefined,
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(HISTORY_PAGE + 1);
  const rows = found.slice(0, HISTORY_PAGE);
  const last = found.length > HISTORY_PAGE ? rows.at(-1) : undefined;
  return { rows, nextCursor: last ? encodeCursor({ value: last.id, id: last.id }) : null };
}
export type PackEvent = Awaited<ReturnType<typeof packHistory>>["rows"][number];

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
