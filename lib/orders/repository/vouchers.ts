import { and, asc, count, eq, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Reader } from "@/db/client";
import { orders, orderVouchers } from "@/db/schema/orders";
import { vouchers } from "@/db/schema/vouchers";
import type { Instant } from "@/lib/kernel/time";
import { loadCouponStates } from "@/lib/orders/repository/coupon-states";
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

/** The orders that these vouchers are kept for; asked only where some are reserved, which is rare. */
export async function loadHolds(reader: Reader, scope: Scope, voucherIds: readonly string[]) {
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
