import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { writeArray } from "@/db/array-types";
import type { Reader, Tx } from "@/db/client";
import { packDeliveries, packPurchases, packRefundRequests } from "@/db/schema/pack-purchases";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

export type Purchase = typeof packPurchases.$inferSelect;

const one = (scope: Scope, id: string) =>
  and(eq(packPurchases.merchantId, scope.merchantId), eq(packPurchases.id, id));

/** Whose purchase it is and of what, without a lock: what has to be locked before it. Null = the merchant has none such. */
export async function findOwner(reader: Reader, scope: Scope, id: string) {
  const { memberId, storeId, packId, contentsVersion } = packPurchases;
  const [row] = await reader
    .select({ memberId, storeId, packId, contentsVersion })
    .from(packPurchases)
    .where(one(scope, id));
  return row ?? null;
}

/** A purchase under lock. Lock its member first. */
export async function lockPurchase(tx: Tx, scope: Scope, id: string): Promise<Purchase | null> {
  const [row] = await tx.select().from(packPurchases).where(one(scope, id)).for("update");
  return row ?? null;
}

/**
 * The unpaid purchases of a locked member, and of these packs those that ran out, whoever's they are, at most so many: under
 * lock, in the order of ids, so that two who look at the same ones take turns and neither takes what the other gives back for
 * still held.
 */
export async function lockLooked(
  tx: Tx,
  scope: Scope,
  memberId: string,
  packIds: readonly string[],
  most: number,
): Promise<Purchase[]> {
  const placed = and(eq(packPurchases.merchantId, scope.merchantId), eq(packPurchases.status, "placed"));
  const { id } = packPurchases;
  const own = await tx
    .select({ id })
    .from(packPurchases)
    .where(and(placed, eq(packPurchases.memberId, memberId)));
  const overdue = await tx
    .select({ id })
    .from(packPurchases)
    .where(and(placed, inArray(packPurchases.packId, [...packIds]), lte(packPurchases.expiresAt, sql`now()`)))
    .orderBy(asc(packPurchases.expiresAt))
    .limit(most);
  const ids = [...new Set([...own, ...overdue].map((row) => row.id))];
  if (ids.length === 0) return [];
  return await tx
    .select()
    .from(packPurchases)
    .where(and(placed, inArray(id, ids)))
    .orderBy(asc(id))
    .for("update");
}

const ofOrder = (tx: Tx, scope: Scope, orderId: string) =>
  tx
    .select()
    .from(packPurchases)
    .where(and(eq(packPurchases.merchantId, scope.merchantId), eq(packPurchases.orderId, orderId)))
    .orderBy(asc(packPurchases.id));

/** The packs that are paid with an order, to be read. */
export async function loadOfOrder(tx: Tx, scope: Scope, orderId: string): Promise<Purchase[]> {
  return await ofOrder(tx, scope, orderId);
}

/** The packs that are paid with an order, under lock. Lock the order's member first. */
export async function lockOfOrder(tx: Tx, scope: Scope, orderId: string): Promise<Purchase[]> {
  return await ofOrder(tx, scope, orderId).for("update");
}

/**
 * Unpaid purchases of the merchant that ran out, under lock, those that wait longest first. Whatever another has in hand is
 * left to it.
 */
export async function lockOverdue(tx: Tx, scope: Scope, now: Instant, most: number): Promise<Purchase[]> {
  return await tx
    .select()
    .from(packPurchases)
    .where(
      and(
        eq(packPurchases.merchantId, scope.merchantId),
        eq(packPurchases.status, "placed"),
        lte(packPurchases.expiresAt, now),
      ),
    )
    .orderBy(asc(packPurchases.expiresAt))
    .limit(most)
    .for("update", { skipLocked: true });
}

/** The merchants but `others` that have unpaid purchases which ran out, at most so many. */
export async function merchantsWithOverdue(
  reader: Reader,
  most: number,
  others: readonly string[],
): Promise<string[]> {
  const rows = await reader.execute<{ merchant_id: string }>(sql`
    select distinct merchant_id from (select merchant_id from pack_purchase
      where status = 'placed' and expires_at <= now() and merchant_id <> all(${writeArray(others)}::text[])
      order by expires_at limit ${most}) overdue`);
  return rows.map((row) => row.merchant_id);
}

/** Keeps a new purchase. */
export async function insertPurchase(
  tx: Tx,
  scope: Scope,
  purchase: Omit<typeof packPurchases.$inferInsert, "merchantId" | "id"> & { readonly id: string },
): Promise<Purchase> {
  const [row] = await tx
    .insert(packPurchases)
    .values({ merchantId: scope.merchantId, ...purchase })
    .returning();
  if (!row) throw new Error("a purchase was not made");
  return row;
}

type Change = Partial<
  Pick<
    Purchase,
    | "status"
    | "slot"
    | "paidAt"
    | "paymentRef"
    | "cancelledAt"
    | "cancelledBy"
    | "refundedAt"
    | "refundId"
    | "refundedBy"
    | "startedOn"
    | "refundDueAt"
    | "endedAt"
    | "endReason"
  >
>;

/** Changes a locked purchase; the status it has is repeated in the statement, and that it was there is asserted. */
export async function changePurchase(
  tx: Tx,
  scope: Scope,
  { id, status }: Pick<Purchase, "id" | "status">,
  change: Change,
): Promise<Purchase> {
  const [row] = await tx
    .update(packPurchases)
    .set(change)
    .where(and(one(scope, id), eq(packPurchases.status, status)))
    .returning();
  if (!row) throw new Error(`purchase ${id} changed under its lock`);
  return row;
}

/**
 * Looks at once whether the purchase of this voucher goes back by itself, where that was promised, all of it came and nobody
 * is to look any more: a coupon that came back may be the one it was kept for. Nothing where it is of no such purchase.
 */
export async function lookAnew(
  tx: Tx,
  scope: Scope,
  voucher: { readonly id: string; readonly memberId: string },
): Promise<void> {
  await tx.execute(sql`
    update pack_purchase p set refund_due_at = now()
    where p.merchant_id = ${scope.merchantId} and p.member_id = ${voucher.memberId} and p.status = 'paid' and p.auto_refund
      and p.refund_due_at is null
      and exists (select from pack_due d where (d.merchant_id, d.purchase_id) = (p.merchant_id, p.id) and d.next_due_at is null)
      and exists (select from pack_delivery d where (d.merchant_id, d.purchase_id) = (p.merchant_id, p.id)
        and ${voucher.id} = any(d.voucher_ids))`);
}

/** Puts off when it is looked at again whether an expired purchase goes back, an hour from now. */
export async function putOffRefund(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx
    .update(packPurchases)
    .set({ refundDueAt: sql`now() + interval '1 hour'` })
    .where(and(one(scope, id), lte(packPurchases.refundDueAt, sql`now()`)));
}

/** Cancels locked unpaid purchases, in one statement; asserts that each was still unpaid, so that none is given up twice. */
export async function cancelPurchases(
  tx: Tx,
  scope: Scope,
  ids: readonly string[],
  by: "member" | "merchant" | "time",
  now: Instant,
): Promise<void> {
  const done = await tx
    .update(packPurchases)
    .set({ status: "cancelled", slot: null, cancelledAt: now, cancelledBy: by })
    .where(
      and(
        eq(packPurchases.merchantId, scope.merchantId),
        inArray(packPurchases.id, [...ids]),
        eq(packPurchases.status, "placed"),
      ),
    )
    .returning({ id: packPurchases.id });
  if (done.length !== ids.length) throw new Error("an unpaid purchase changed under its lock");
}

/** Every voucher that a purchase delivered. */
export async function deliveredIds(reader: Reader, scope: Scope, purchaseId: string): Promise<string[]> {
  const rows = await reader
    .select({ voucherIds: packDeliveries.voucherIds })
    .from(packDeliveries)
    .where(and(eq(packDeliveries.merchantId, scope.merchantId), eq(packDeliveries.purchaseId, purchaseId)))
    .orderBy(asc(packDeliveries.cycle));
  return rows.flatMap(({ voucherIds }) => voucherIds);
}

export type RefundRequest = typeof packRefundRequests.$inferSelect;

/** The open request for a purchase's refund. Lock the purchase first. */
export async function findOpenRequest(
  reader: Reader,
  scope: Scope,
  purchaseId: string,
): Promise<RefundRequest | null> {
  const [row] = await reader
    .select()
    .from(packRefundRequests)
    .where(
      and(
        eq(packRefundRequests.merchantId, scope.merchantId),
        eq(packRefundRequests.purchaseId, purchaseId),
        eq(packRefundRequests.status, "open"),
      ),
    );
  return row ?? null;
}

/** Keeps a request for a refund. */
export async function insertRequest(
  tx: Tx,
  scope: Scope,
  request: { readonly purchaseId: string; readonly reason: string; readonly createdAt: Instant },
): Promise<string> {
  const id = newId("prr");
  const { merchantId, actor } = scope;
  await tx
    .insert(packRefundRequests)
    .values({ merchantId, id, actorType: actor.type, actorId: actor.id, ...request });
  return id;
}

/** Closes an open request; asserts that it was open. */
export async function closeRequest(
  tx: Tx,
  scope: Scope,
  id: string,
  {
    now,
    ...end
  }: { readonly status: RefundRequest["status"]; readonly answer: string; readonly now: Instant },
): Promise<void> {
  const closed = await tx
    .update(packRefundRequests)
    .set({ ...end, decidedAt: now, decidedBy: scope.actor.id })
    .where(
      and(
        eq(packRefundRequests.merchantId, scope.merchantId),
        eq(packRefundRequests.id, id),
        eq(packRefundRequests.status, "open"),
      ),
    )
    .returning({ id: packRefundRequests.id });
  if (closed.length !== 1) throw new Error("a request for a refund changed under its lock");
}
