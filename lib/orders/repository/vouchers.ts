import { and, asc, count, eq, gt, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { among, texts } from "@/db/among";
import type { Reader } from "@/db/client";
import { orders, orderVouchers } from "@/db/schema/orders";
import { vouchers } from "@/db/schema/vouchers";
import type { Instant } from "@/lib/kernel/time";
import { loadTerms } from "@/lib/orders/repository/terms";
import type { Scope } from "@/lib/platform/auth/scope";

const columns = {
  id: vouchers.id,
  memberId: vouchers.memberId,
  couponId: vouchers.couponId,
  termsVersion: vouchers.termsVersion,
  status: vouchers.status,
  issuedAt: vouchers.issuedAt,
  validFrom: vouchers.validFrom,
  validUntil: vouchers.validUntil,
};

const voucherRows = (reader: Reader) => reader.select(columns).from(vouchers).$dynamic();
export type StoredVoucher = Awaited<ReturnType<typeof voucherRows>>[number];

/**
 * What unpaid orders whose time is over at `now` still hold of these coupons' budgets, by coupon, in minor units: nothing that
 * may stand in anybody's way (U2). Few, since a job gives them up every minute; found by when they ended.
 */
export async function loadOverdueHolds(
  reader: Reader,
  scope: Scope,
  couponIds: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, number>> {
  if (couponIds.length === 0) return new Map();
  const rows = await reader
    .select({
      couponId: orderVouchers.couponId,
      heldMinor:
        sql<number>`sum(${orderVouchers.discountMinor} + ${orderVouchers.deliveryDiscountMinor})`.mapWith(
          Number,
        ),
    })
    .from(orders)
    .innerJoin(
      orderVouchers,
      and(eq(orderVouchers.merchantId, orders.merchantId), eq(orderVouchers.orderId, orders.id)),
    )
    .where(
      and(
        eq(orders.merchantId, scope.merchantId),
        sql`${orders.status} = 'placed'`,
        lte(orders.expiresAt, now),
        eq(orderVouchers.state, "reserved"),
        among(orderVouchers.couponId, couponIds),
      ),
    )
    .groupBy(orderVouchers.couponId);
  return new Map(rows.map(({ couponId, heldMinor }) => [couponId, heldMinor]));
}

/** What decides of a coupon itself whether its vouchers work. */
type CouponState = {
  readonly id: string;
  readonly currency: string;
  readonly isPaused: boolean;
  /** What is left of its budget; null = it has none. */
  readonly budgetLeftMinor: number | null;
};

async function loadCouponStates(
  reader: Reader,
  scope: Scope,
  couponIds: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, CouponState>> {
  const [found] = await reader.execute<{ states: CouponState[] | null }>(sql`
    select json_agg(json_build_object('id', c.id, 'currency', c.currency, 'isPaused', c.paused_at is not null,
      'budgetLeftMinor', c.budget_minor - coalesce(b.reserved_minor + b.used_minor, 0))) as states
    from coupon c left join coupon_budget b on b.merchant_id = c.merchant_id and b.coupon_id = c.id
    where c.merchant_id = ${scope.merchantId} and c.id = any(${texts(couponIds)})`);
  const states = found?.states ?? [];
  const budgeted = states.filter(({ budgetLeftMinor }) => budgetLeftMinor !== null).map(({ id }) => id);
  const overdue = await loadOverdueHolds(reader, scope, budgeted, now);
  return new Map(
    states.map((state) => {
      const held = overdue.get(state.id);
      const { budgetLeftMinor: left } = state;
      return [state.id, held && left !== null ? { ...state, budgetLeftMinor: left + held } : state];
    }),
  );
}

/** The orders that these vouchers are kept for; asked only where some are reserved, which is rare. */
async function loadHolds(reader: Reader, scope: Scope, voucherIds: readonly string[]) {
  if (voucherIds.length === 0) return new Map<string, { orderId: string; heldUntil: Instant }>();
  const rows = await reader
    .select({ voucherId: orderVouchers.voucherId, orderId: orders.id, heldUntil: orders.expiresAt })
    .from(orderVouchers)
    .innerJoin(
      orders,
      and(eq(orders.merchantId, orderVouchers.merchantId), eq(orders.id, orderVouchers.orderId)),
    )
    .where(
      and(
        eq(orderVouchers.merchantId, scope.merchantId),
        among(orderVouchers.voucherId, voucherIds),
        // Written out, so that the plan of every value may use the index of vouchers that are on an order.
        sql`${orderVouchers.state} = 'reserved'`,
      ),
    );
  return new Map(rows.map(({ voucherId, ...hold }) => [voucherId, hold]));
}

/** Vouchers with everything that decides whether they work, as stored. A few statements, however many they are. */
export async function withTerms<R extends StoredVoucher>(
  reader: Reader,
  scope: Scope,
  rows: readonly R[],
  now: Instant,
) {
  if (rows.length === 0) return [];
  const reserved = rows.filter(({ status }) => status === "reserved").map(({ id }) => id);
  const [terms, states, holds] = await Promise.all([
    loadTerms(reader, scope, rows),
    loadCouponStates(reader, scope, [...new Set(rows.map(({ couponId }) => couponId))], now),
    loadHolds(reader, scope, reserved),
  ]);
  return rows.map((row) => {
    const state = states.get(row.couponId);
    if (!state) throw new Error("a voucher has a coupon that is not there");
    const hold = row.status === "reserved" ? (holds.get(row.id) ?? null) : null;
    return { ...row, terms: terms(row), state, hold };
  });
}
export type CandidateRow = Awaited<ReturnType<typeof withTerms<StoredVoucher>>>[number];

const named = (scope: Scope, which: SQL) => and(eq(vouchers.merchantId, scope.merchantId), which);

/** These vouchers, whoever holds them and whatever they are; those the merchant does not have are left out. */
export async function loadNamed(reader: Reader, scope: Scope, ids: readonly string[], now: Instant) {
  if (ids.length === 0) return [];
  const rows = await voucherRows(reader).where(named(scope, among(vouchers.id, [...new Set(ids)])));
  return await withTerms(reader, scope, rows, now);
}

/**
 * The member's vouchers with these codes (as `normaliseCode` writes them). With `onlyLive` those that are neither spent nor
 * over at `now`: of another one nothing is read, so that it costs no more statements than a code that nobody has.
 */
export async function loadByCodes(
  reader: Reader,
  scope: Scope,
  memberId: string,
  codes: readonly string[],
  { now, onlyLive }: { readonly now: Instant; readonly onlyLive: boolean },
) {
  if (codes.length === 0) return [];
  const which = among(vouchers.code, codes);
  const live = onlyLive
    ? and(
        inArray(vouchers.status, ["available", "reserved"]),
        or(isNull(vouchers.validUntil), gt(vouchers.validUntil, now)),
      )
    : undefined;
  const mine = and(named(scope, which), eq(vouchers.memberId, memberId), live);
  const rows = await reader
    .select({ ...columns, code: vouchers.code })
    .from(vouchers)
    .where(mine);
  return await withTerms(reader, scope, rows, now);
}

/**
 * How many vouchers of each coupon members have used or have on an order that still waits for its payment at `now`, by
 * member and coupon.
 */
export async function countMemberUses(
  reader: Reader,
  scope: Scope,
  memberIds: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  if (memberIds.length === 0) return new Map();
  // By key for each voucher that is reserved: a join would read all that is reserved of the merchant's while the
  // statistics still say that nothing is.
  const waits = sql`exists (select 1 from ${orderVouchers} join ${orders}
    on ${orders.merchantId} = ${orderVouchers.merchantId} and ${orders.id} = ${orderVouchers.orderId}
    where ${orderVouchers.merchantId} = ${vouchers.merchantId} and ${orderVouchers.voucherId} = ${vouchers.id}
      and ${orderVouchers.state} = 'reserved' and ${orders.expiresAt} <= ${now.toISOString()}::timestamptz)`;
  const rows = await reader
    .select({ memberId: vouchers.memberId, couponId: vouchers.couponId, uses: count() })
    .from(vouchers)
    .where(
      and(
        eq(vouchers.merchantId, scope.merchantId),
        among(vouchers.memberId, [...new Set(memberIds)]),
        or(eq(vouchers.status, "used"), and(eq(vouchers.status, "reserved"), sql`not ${waits}`)),
      ),
    )
    .groupBy(vouchers.memberId, vouchers.couponId);
  const byMember = Map.groupBy(rows, ({ memberId }) => memberId);
  return new Map(
    [...byMember].map(([memberId, own]) => [
      memberId,
      new Map(own.map(({ couponId, uses }) => [couponId, uses])),
    ]),
  );
}

/** Of a member's vouchers of one coupon the one to use first: usable before all others, then the one that ends first. */
export async function loadOfCoupon(
  reader: Reader,
  scope: Scope,
  {
    couponId,
    memberId,
    now,
  }: { readonly couponId: string; readonly memberId: string; readonly now: Instant },
) {
  const isOver = sql`(${vouchers.validUntil} is not null and ${vouchers.validUntil} <= ${now.toISOString()}::timestamptz)`;
  const rows = await voucherRows(reader)
    .where(and(named(scope, eq(vouchers.couponId, couponId)), eq(vouchers.memberId, memberId)))
    .orderBy(
      sql`${vouchers.status} <> 'available'`,
      isOver,
      sql`${vouchers.validUntil} asc nulls last`,
      asc(vouchers.id),
    )
    .limit(1);
  const [row] = await withTerms(reader, scope, rows, now);
  return row ?? null;
}
