import { and, asc, count, eq, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Reader } from "@/db/client";
import { coupons } from "@/db/schema/coupons";
import { couponBudgets, orders, orderVouchers } from "@/db/schema/orders";
import { vouchers } from "@/db/schema/vouchers";
import type { Instant } from "@/lib/kernel/time";
import { loadTerms } from "@/lib/orders/repository/terms";
import type { Scope } from "@/lib/platform/auth/scope";

/** Vouchers of one member that one cart is priced with at most: those that run out first. */
const CANDIDATES = 300;

const columns = {
  id: vouchers.id,
  code: vouchers.code,
  memberId: vouchers.memberId,
  couponId: vouchers.couponId,
  termsVersion: vouchers.termsVersion,
  status: vouchers.status,
  issuedAt: vouchers.issuedAt,
  validFrom: vouchers.validFrom,
  validUntil: vouchers.validUntil,
};

const voucherRows = (reader: Reader) => reader.select(columns).from(vouchers).$dynamic();
type StoredVoucher = Awaited<ReturnType<typeof voucherRows>>[number];

/** What decides of a coupon itself whether its vouchers work. */
async function loadCouponStates(reader: Reader, scope: Scope, couponIds: readonly string[]) {
  const rows = await reader
    .select({
      id: coupons.id,
      currency: coupons.currency,
      pausedAt: coupons.pausedAt,
      /** Null where the coupon has no budget. */
      budgetMinor: coupons.budgetMinor,
      spentMinor:
        sql<number>`coalesce(${couponBudgets.reservedMinor} + ${couponBudgets.usedMinor}, 0)`.mapWith(Number),
    })
    .from(coupons)
    .leftJoin(
      couponBudgets,
      and(eq(couponBudgets.merchantId, coupons.merchantId), eq(couponBudgets.couponId, coupons.id)),
    )
    .where(and(eq(coupons.merchantId, scope.merchantId), among(coupons.id, couponIds)));
  return new Map(rows.map(({ id, ...state }) => [id, state]));
}

/** The orders that these vouchers are kept for; asked only where some are reserved, which is rare. */
async function loadHolds(reader: Reader, scope: Scope, voucherIds: readonly string[]) {
  if (voucherIds.length === 0) return new Map<string, { orderId: string; heldUntil: Instant | null }>();
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

/** Vouchers with everything that decides whether they work, as stored. At most three statements, however many they are. */
async function withTerms(reader: Reader, scope: Scope, rows: readonly StoredVoucher[]) {
  if (rows.length === 0) return [];
  const reserved = rows.filter(({ status }) => status === "reserved").map(({ id }) => id);
  const [termsOf, states, holds] = await Promise.all([
    loadTerms(reader, scope, rows),
    loadCouponStates(reader, scope, [...new Set(rows.map(({ couponId }) => couponId))]),
    loadHolds(reader, scope, reserved),
  ]);
  return rows.map((row) => {
    const state = states.get(row.couponId);
    if (!state) throw new Error("a voucher has a coupon that is not there");
    const hold = holds.get(row.id);
    /** The order it is kept for; null unless it is reserved. */
    const kept = { orderId: hold?.orderId ?? null, heldUntil: hold?.heldUntil ?? null };
    return { ...row, ...termsOf(row), ...state, ...kept };
  });
}
export type CandidateRow = Awaited<ReturnType<typeof withTerms>>[number];

/**
 * The vouchers that best sets may be made of, by member: available or reserved, and not over at `at` (pricing.md section
 * 1). At most three hundred of each member, those that end first.
 */
export async function loadUsable(
  reader: Reader,
  scope: Scope,
  memberIds: readonly string[],
  at: Instant,
): Promise<ReadonlyMap<string, CandidateRow[]>> {
  if (memberIds.length === 0) return new Map();
  const usable = voucherRows(reader)
    .where(
      and(
        eq(vouchers.merchantId, scope.merchantId),
        eq(vouchers.memberId, sql`m.id`),
        inArray(vouchers.status, ["available", "reserved"]),
        or(isNull(vouchers.validUntil), gt(vouchers.validUntil, at)),
      ),
    )
    .orderBy(sql`${vouchers.validUntil} asc nulls last`, asc(vouchers.id))
    .limit(CANDIDATES)
    .as("usable");
  const asked = JSON.stringify([...new Set(memberIds)]);
  const rows = await reader
    .select({
      id: usable.id,
      code: usable.code,
      memberId: usable.memberId,
      couponId: usable.couponId,
      termsVersion: usable.termsVersion,
      status: usable.status,
      issuedAt: usable.issuedAt,
      validFrom: usable.validFrom,
      validUntil: usable.validUntil,
    })
    .from(sql`jsonb_array_elements_text(${asked}::jsonb) as m(id)`)
    .crossJoinLateral(usable);
  return Map.groupBy(await withTerms(reader, scope, rows), ({ memberId }) => memberId);
}

const named = (scope: Scope, which: SQL) => and(eq(vouchers.merchantId, scope.merchantId), which);

/** These vouchers, whoever holds them and whatever they are; those the merchant does not have are left out. */
export async function loadNamed(reader: Reader, scope: Scope, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await voucherRows(reader).where(named(scope, among(vouchers.id, [...new Set(ids)])));
  return await withTerms(reader, scope, rows);
}

/**
 * The member's vouchers with these codes (as `normaliseCode` writes them). With `liveAt` only those that are neither spent
 * nor over then: of another one nothing is read, so that it costs no more statements than a code that nobody has.
 */
export async function loadByCodes(
  reader: Reader,
  scope: Scope,
  memberId: string,
  codes: readonly string[],
  liveAt: Instant | null = null,
) {
  if (codes.length === 0) return [];
  const which = among(vouchers.code, codes);
  const live =
    liveAt === null
      ? undefined
      : and(
          inArray(vouchers.status, ["available", "reserved"]),
          or(isNull(vouchers.validUntil), gt(vouchers.validUntil, liveAt)),
        );
  const mine = and(named(scope, which), eq(vouchers.memberId, memberId), live);
  const rows = await voucherRows(reader).where(mine);
  return await withTerms(reader, scope, rows);
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
  const [row] = await withTerms(reader, scope, rows);
  return row ?? null;
}
