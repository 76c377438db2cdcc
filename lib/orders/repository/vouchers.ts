import { and, asc, count, eq, gt, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Reader } from "@/db/client";
import { coupons } from "@/db/schema/coupons";
import { couponBudgets, orders, orderVouchers } from "@/db/schema/orders";
import { vouchers } from "@/db/schema/vouchers";
import type { Instant } from "@/lib/kernel/time";
import { loadTerms } from "@/lib/orders/repository/terms";
import type { Scope } from "@/lib/platform/auth/scope";

/** Vouchers of one member that one cart is priced with at most. */
const CANDIDATES = 300;
/** No order takes more copies of one coupon than it takes vouchers at most, whatever the merchant sets. */
const MOST_COPIES = 20;

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
async function loadCouponStates(reader: Reader, scope: Scope, couponIds: readonly string[], now: Instant) {
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
  const budgeted = rows.filter(({ budgetMinor }) => budgetMinor !== null).map(({ id }) => id);
  const overdue = await loadOverdueHolds(reader, scope, budgeted, now);
  return new Map(
    rows.map(({ id, ...state }) => [id, { ...state, spentMinor: state.spentMinor - (overdue.get(id) ?? 0) }]),
  );
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

/** Vouchers with everything that decides whether they work, as stored. A few statements, however many they are. */
async function withTerms(reader: Reader, scope: Scope, rows: readonly StoredVoucher[], now: Instant) {
  if (rows.length === 0) return [];
  const reserved = rows.filter(({ status }) => status === "reserved").map(({ id }) => id);
  const [termsOf, states, holds] = await Promise.all([
    loadTerms(reader, scope, rows),
    loadCouponStates(reader, scope, [...new Set(rows.map(({ couponId }) => couponId))], now),
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

export type UsableVouchers = {
  readonly rows: readonly CandidateRow[];
  /** False where one was left out that a best set could need. */
  readonly isWhole: boolean;
};

/**
 * The vouchers that best sets may be made of, by member: available or reserved, and not over at `at` (pricing.md section
 * 1). At most three hundred of each member: one of every coupon first, then a second of each; of one coupon those that end
 * first. Copies of a coupon stand in for each other, so that of many only more than an order takes are missed by nobody.
 */
export async function loadUsable(
  reader: Reader,
  scope: Scope,
  memberIds: readonly string[],
  { at, now }: { readonly at: Instant; readonly now: Instant },
): Promise<ReadonlyMap<string, UsableVouchers>> {
  if (memberIds.length === 0) return new Map();
  const { id, couponId, termsVersion, status, issuedAt, validFrom, validUntil } = vouchers;
  const isBegun = sql`${validFrom} <= ${at.toISOString()}::timestamptz`;
  const copy = sql<number>`row_number() over (partition by ${couponId}, ${termsVersion}, ${status}, ${isBegun}
    order by ${validUntil} asc nulls last, ${issuedAt}, ${id})`.mapWith(Number);
  const numbered = reader
    .select({ ...columns, copy: copy.as("copy") })
    .from(vouchers)
    .where(
      and(
        eq(vouchers.merchantId, scope.merchantId),
        eq(vouchers.memberId, sql`m.id`),
        inArray(status, ["available", "reserved"]),
        or(isNull(validUntil), gt(validUntil, at)),
      ),
    )
    .as("numbered");
  const usable = reader
    .select()
    .from(numbered)
    .orderBy(numbered.copy, sql`${numbered.validUntil} asc nulls last`, asc(numbered.id))
    .limit(CANDIDATES + 1)
    .as("usable");
  const asked = JSON.stringify([...new Set(memberIds)]);
  const { id: voucherId, code, memberId } = usable;
  const rows = await reader
    .select({
      ...{ id: voucherId, code, memberId, couponId: usable.couponId, termsVersion: usable.termsVersion },
      ...{ status: usable.status, issuedAt: usable.issuedAt, copy: usable.copy },
      ...{ validFrom: usable.validFrom, validUntil: usable.validUntil },
    })
    .from(sql`jsonb_array_elements_text(${asked}::jsonb) as m(id)`)
    .crossJoinLateral(usable)
    .orderBy(usable.copy, sql`${usable.validUntil} asc nulls last`, asc(usable.id));
  const found = [...Map.groupBy(rows, (row) => row.memberId)].map(([member, own]) => {
    const next = own[CANDIDATES];
    return { member, own: own.slice(0, CANDIDATES), isWhole: next === undefined || next.copy > MOST_COPIES };
  });
  const kept = found.flatMap(({ own }) => own.map(({ copy: _, ...row }) => row));
  const byMember = Map.groupBy(await withTerms(reader, scope, kept, now), (row) => row.memberId);
  return new Map(found.map(({ member, isWhole }) => [member, { rows: byMember.get(member) ?? [], isWhole }]));
}

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
  const rows = await voucherRows(reader).where(mine);
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
