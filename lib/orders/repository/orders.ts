import { and, asc, eq, exists, inArray, lte, type SQL, sql } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { insertRows } from "@/db/insert-rows";
import { orderLines, orders, orderVouchers } from "@/db/schema/orders";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

export type NewOrder = Omit<typeof orders.$inferInsert, "merchantId">;
export type NewOrderLine = Omit<typeof orderLines.$inferInsert, "merchantId" | "orderId">;
export type NewOrderVoucher = Omit<typeof orderVouchers.$inferInsert, "merchantId" | "orderId">;
export type Order = typeof orders.$inferSelect;
export type OrderLine = typeof orderLines.$inferSelect;
export type OrderVoucher = typeof orderVouchers.$inferSelect;

export type OrderToStore = {
  readonly order: NewOrder;
  readonly lines: readonly NewOrderLine[];
  readonly vouchers: readonly NewOrderVoucher[];
};

/** Stores orders with their lines and vouchers, in three statements however many they are. */
export async function insertOrders(tx: Tx, scope: Scope, some: readonly OrderToStore[]): Promise<void> {
  const { merchantId } = scope;
  await insertRows(
    tx,
    orders,
    some.map(({ order }) => ({ merchantId, ...order })),
  );
  const of = ({ id: orderId }: NewOrder) => ({ merchantId, orderId });
  const lines = some.flatMap((one) => one.lines.map((line) => ({ ...of(one.order), ...line })));
  await insertRows(tx, orderLines, lines);
  const vouchers = some.flatMap((one) => one.vouchers.map((voucher) => ({ ...of(one.order), ...voucher })));
  await insertRows(tx, orderVouchers, vouchers);
}

/** Of these members those who have an unpaid order whose time is over at `now`. */
export async function findOverdue(tx: Tx, scope: Scope, memberIds: readonly string[], now: Instant) {
  const rows = await tx.execute<{ id: string }>(sql`
    select m.id from jsonb_array_elements_text(${JSON.stringify(memberIds)}::jsonb) as m(id)
    where exists (select 1 from ${orders} where ${orders.merchantId} = ${scope.merchantId} and ${orders.memberId} = m.id
      and ${orders.status} = 'placed' and ${orders.expiresAt} <= ${now.toISOString()}::timestamptz)`);
  return new Set(rows.map(({ id }) => id));
}

const orderIs = (scope: Scope, id: string) => and(eq(orders.merchantId, scope.merchantId), eq(orders.id, id));

/** The coupons of an order's vouchers, which are fixed when it is placed. */
const couponIdsOf = (scope: Scope, orderId: SQL | string) => sql<string[]>`array(
  select distinct ov.coupon_id from ${orderVouchers} ov
  where ov.merchant_id = ${scope.merchantId} and ov.order_id = ${orderId})`;

/**
 * Whose order it is and which coupons are on it, without a lock: what has to be locked before it. Null = the merchant has no
 * such order.
 */
export async function findOwner(tx: Tx, scope: Scope, orderId: string) {
  const [row] = await tx
    .select({
      memberId: orders.memberId,
      storeId: orders.storeId,
      couponIds: couponIdsOf(scope, orderId),
    })
    .from(orders)
    .where(orderIs(scope, orderId));
  return row ?? null;
}

/** The order as it is, without a lock. */
export async function findOrder(tx: Tx, scope: Scope, orderId: string): Promise<Order | null> {
  const [row] = await tx.select().from(orders).where(orderIs(scope, orderId));
  return row ?? null;
}

/** The order under lock. */
export async function lockOrder(tx: Tx, scope: Scope, orderId: string): Promise<Order | null> {
  const [row] = await tx.select().from(orders).where(orderIs(scope, orderId)).for("update");
  return row ?? null;
}

/** An order's lines, in the cart's order. */
export async function loadLines(tx: Tx, scope: Scope, orderId: string): Promise<OrderLine[]> {
  return await tx
    .select()
    .from(orderLines)
    .where(and(eq(orderLines.merchantId, scope.merchantId), eq(orderLines.orderId, orderId)))
    .orderBy(asc(orderLines.position));
}

/** The vouchers of these orders, in the order in which they applied. */
export async function loadVouchersOf(
  tx: Tx,
  scope: Scope,
  orderIds: readonly string[],
): Promise<OrderVoucher[]> {
  if (orderIds.length === 0) return [];
  return await tx
    .select()
    .from(orderVouchers)
    .where(and(eq(orderVouchers.merchantId, scope.merchantId), inArray(orderVouchers.orderId, [...orderIds])))
    .orderBy(asc(orderVouchers.orderId), asc(orderVouchers.position));
}

/** Which orders hold these vouchers now, by voucher; one that is not held is in none. */
export async function findHolders(
  reader: Reader,
  scope: Scope,
  voucherIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly number: string }>> {
  if (voucherIds.length === 0) return new Map();
  const v = orderVouchers;
  const rows = await reader
    .select({ voucherId: v.voucherId, id: orders.id, number: orders.number })
    .from(v)
    .innerJoin(orders, and(eq(orders.merchantId, v.merchantId), eq(orders.id, v.orderId)))
    .where(
      and(eq(v.merchantId, scope.merchantId), inArray(v.voucherId, [...voucherIds]), eq(v.state, "reserved")),
    );
  return new Map(rows.map(({ voucherId, ...order }) => [voucherId, order]));
}

/** Changes a locked order that has this status; the row count is asserted, so that an edge is gone along once (I-23). */
export async function changeOrder(
  tx: Tx,
  scope: Scope,
  orderId: string,
  from: Order["status"],
  change: Partial<NewOrder>,
): Promise<void> {
  const changed = await tx
    .update(orders)
    .set(change)
    .where(and(orderIs(scope, orderId), eq(orders.status, from)))
    .returning({ id: orders.id });
  if (changed.length !== 1) throw new Error(`order ${orderId} changed under its lock`);
}

/** Marks an order's vouchers in `from` as `to`; all of them, or those that `voucherIds` names. */
export async function markVouchers(
  tx: Tx,
  scope: Scope,
  orderIds: readonly string[],
  mark: {
    readonly from: OrderVoucher["state"];
    readonly to: OrderVoucher["state"];
    readonly now: Instant;
    readonly voucherIds?: readonly string[];
  },
): Promise<void> {
  const { from, to, now, voucherIds } = mark;
  await tx
    .update(orderVouchers)
    .set({ state: to, at: now })
    .where(
      and(
        eq(orderVouchers.merchantId, scope.merchantId),
        inArray(orderVouchers.orderId, [...orderIds]),
        eq(orderVouchers.state, from),
        voucherIds ? inArray(orderVouchers.voucherId, [...voucherIds]) : undefined,
      ),
    );
}

/** Adds units to what was given back of lines; the CHECK keeps it within what was bought. */
export async function addRefunded(
  tx: Tx,
  scope: Scope,
  orderId: string,
  lines: readonly { readonly lineId: string; readonly quantity: number }[],
): Promise<void> {
  const counts = JSON.stringify(Object.fromEntries(lines.map(({ lineId, quantity }) => [lineId, quantity])));
  await tx
    .update(orderLines)
    .set({
      refundedQuantity: sql`${orderLines.refundedQuantity} + (${counts}::jsonb ->> ${orderLines.lineId})::int`,
    })
    .where(
      and(
        eq(orderLines.merchantId, scope.merchantId),
        eq(orderLines.orderId, orderId),
        inArray(
          orderLines.lineId,
          lines.map(({ lineId }) => lineId),
        ),
      ),
    );
}

/** The coupons of a locked member's unpaid orders whose time is over at `now`; null = there are no such orders. */
export async function findOverdueCoupons(
  tx: Tx,
  scope: Scope,
  memberId: string,
  now: Instant,
): Promise<readonly string[] | null> {
  const rows = await tx.execute<{ coupon_ids: string[] }>(sql`
    select ${couponIdsOf(scope, sql`o.id`)} as coupon_ids from ${orders} o
    where o.merchant_id = ${scope.merchantId} and o.member_id = ${memberId} and o.status = 'placed'
      and o.expires_at <= ${now.toISOString()}::timestamptz`);
  return rows.length === 0 ? null : [...new Set(rows.flatMap((row) => row.coupon_ids))];
}

/**
 * Unpaid orders whose time is over at `now` and that still hold something of these coupons' budgets, those that wait longest
 * first; at most `most`.
 */
export async function findOverdueHolding(
  tx: Tx,
  scope: Scope,
  couponIds: readonly string[],
  { now, most }: { readonly now: Instant; readonly most: number },
): Promise<{ id: string; memberId: string | null }[]> {
  const holds = tx
    .select({ one: sql`1` })
    .from(orderVouchers)
    .where(
      and(
        eq(orderVouchers.merchantId, orders.merchantId),
        eq(orderVouchers.orderId, orders.id),
        eq(orderVouchers.state, "reserved"),
        inArray(orderVouchers.couponId, [...couponIds]),
      ),
    );
  return await tx
    .select({ id: orders.id, memberId: orders.memberId })
    .from(orders)
    .where(
      and(
        eq(orders.merchantId, scope.merchantId),
        sql`${orders.status} = 'placed'`,
        lte(orders.expiresAt, now),
        exists(holds),
      ),
    )
    .orderBy(asc(orders.expiresAt))
    .limit(most);
}

/** Unpaid orders of a locked member whose time is over at `now`, under lock. */
export async function lockOverdueOf(tx: Tx, scope: Scope, memberId: string, now: Instant): Promise<Order[]> {
  return await tx
    .select()
    .from(orders)
    .where(
      and(
        eq(orders.merchantId, scope.merchantId),
        eq(orders.memberId, memberId),
        eq(orders.status, "placed"),
        lte(orders.expiresAt, now),
      ),
    )
    .orderBy(asc(orders.id))
    .for("update");
}
