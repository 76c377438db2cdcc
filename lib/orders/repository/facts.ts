import { and, asc, count, eq, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { productCategories, products } from "@/db/schema/catalogue";
import { coupons, couponTerms } from "@/db/schema/coupons";
import { merchants, stores } from "@/db/schema/merchants";
import { couponBudgets, orders, orderVouchers } from "@/db/schema/orders";
import { vouchers } from "@/db/schema/vouchers";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** Vouchers that one cart is priced with at most: those that run out first. */
const CANDIDATES = 300;

/** The store, and what its merchant says of orders; null = not here. */
export async function loadStore(reader: Reader, scope: Scope, storeId: string) {
  const [row] = await reader
    .select({
      id: stores.id,
      currency: stores.currency,
      timeZone: stores.timeZone,
      archivedAt: stores.archivedAt,
      merchantZone: merchants.timeZone,
      maxVouchersPerOrder: merchants.maxVouchersPerOrder,
      refundBasis: merchants.refundBasis,
    })
    .from(stores)
    .innerJoin(merchants, eq(merchants.id, stores.merchantId))
    .where(and(eq(stores.merchantId, scope.merchantId), eq(stores.id, storeId)));
  return row ?? null;
}
export type StoreFacts = NonNullable<Awaited<ReturnType<typeof loadStore>>>;

export type ProductFacts = { readonly name: string; readonly categoryIds: readonly string[] };

/** Names and categories of these products; those the merchant does not have are left out. */
export async function loadProducts(
  reader: Reader,
  scope: Scope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ProductFacts>> {
  const rows = await reader
    .select({
      id: products.id,
      name: products.name,
      categoryIds: sql<string[]>`array(select ${productCategories.categoryId} from ${productCategories}
        where ${productCategories.merchantId} = ${products.merchantId} and ${productCategories.productId} = ${products.id})`,
    })
    .from(products)
    .where(and(eq(products.merchantId, scope.merchantId), inArray(products.id, [...ids])));
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

const held = and(
  eq(orderVouchers.merchantId, vouchers.merchantId),
  eq(orderVouchers.voucherId, vouchers.id),
  eq(orderVouchers.state, "reserved"),
);

/** A voucher with everything that decides whether it works, as stored. */
function candidateRows(reader: Reader) {
  return reader
    .select({
      id: vouchers.id,
      code: vouchers.code,
      memberId: vouchers.memberId,
      couponId: vouchers.couponId,
      termsVersion: vouchers.termsVersion,
      status: vouchers.status,
      issuedAt: vouchers.issuedAt,
      validFrom: vouchers.validFrom,
      validUntil: vouchers.validUntil,
      currency: coupons.currency,
      pausedAt: coupons.pausedAt,
      name: couponTerms.name,
      benefit: couponTerms.benefit,
      scope: couponTerms.scope,
      conditions: couponTerms.conditions,
      stacking: couponTerms.stacking,
      refund: couponTerms.refund,
      /** Null where the coupon has no budget. */
      budgetMinor: coupons.budgetMinor,
      spentMinor:
        sql<number>`coalesce(${couponBudgets.reservedMinor} + ${couponBudgets.usedMinor}, 0)`.mapWith(Number),
      /** The order it is kept for; null unless it is reserved. */
      orderId: orders.id,
      heldUntil: orders.expiresAt,
    })
    .from(vouchers)
    .innerJoin(
      couponTerms,
      and(
        eq(couponTerms.merchantId, vouchers.merchantId),
        eq(couponTerms.couponId, vouchers.couponId),
        eq(couponTerms.version, vouchers.termsVersion),
      ),
    )
    .innerJoin(coupons, and(eq(coupons.merchantId, vouchers.merchantId), eq(coupons.id, vouchers.couponId)))
    .leftJoin(
      couponBudgets,
      and(eq(couponBudgets.merchantId, vouchers.merchantId), eq(couponBudgets.couponId, vouchers.couponId)),
    )
    .leftJoin(orderVouchers, and(eq(vouchers.status, "reserved"), held))
    .leftJoin(
      orders,
      and(eq(orders.merchantId, orderVouchers.merchantId), eq(orders.id, orderVouchers.orderId)),
    )
    .$dynamic();
}
export type CandidateRow = Awaited<ReturnType<typeof candidateRows>>[number];

/**
 * The member's vouchers that a best set may be made of: available or reserved, and not over at `at` (pricing.md section
 * 1). At most three hundred, those that end first.
 */
export async function loadUsable(reader: Reader, scope: Scope, memberId: string, at: Instant) {
  return await candidateRows(reader)
    .where(
      and(
        eq(vouchers.merchantId, scope.merchantId),
        eq(vouchers.memberId, memberId),
        inArray(vouchers.status, ["available", "reserved"]),
        or(isNull(vouchers.validUntil), gt(vouchers.validUntil, at)),
      ),
    )
    .orderBy(sql`${vouchers.validUntil} asc nulls last`, asc(vouchers.id))
    .limit(CANDIDATES);
}

const named = (scope: Scope, which: SQL) => and(eq(vouchers.merchantId, scope.merchantId), which);

/** These vouchers, whoever holds them and whatever they are; those the merchant does not have are left out. */
export async function loadNamed(reader: Reader, scope: Scope, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return await candidateRows(reader).where(named(scope, inArray(vouchers.id, [...ids])));
}

/** The member's vouchers with these codes (as `normaliseCode` writes them). */
export async function loadByCodes(reader: Reader, scope: Scope, memberId: string, codes: readonly string[]) {
  if (codes.length === 0) return [];
  return await candidateRows(reader).where(
    and(named(scope, inArray(vouchers.code, [...codes])), eq(vouchers.memberId, memberId)),
  );
}

/**
 * How many vouchers of each coupon a member has used or has on an order that still waits for its payment at `now`, by
 * coupon.
 */
export async function countMemberUses(reader: Reader, scope: Scope, memberId: string, now: Instant) {
  const rows = await reader
    .select({ couponId: vouchers.couponId, uses: count() })
    .from(vouchers)
    .leftJoin(orderVouchers, and(eq(vouchers.status, "reserved"), held))
    .leftJoin(
      orders,
      and(eq(orders.merchantId, orderVouchers.merchantId), eq(orders.id, orderVouchers.orderId)),
    )
    .where(
      and(
        eq(vouchers.merchantId, scope.merchantId),
        eq(vouchers.memberId, memberId),
        inArray(vouchers.status, ["used", "reserved"]),
        or(isNull(orders.expiresAt), gt(orders.expiresAt, now)),
      ),
    )
    .groupBy(vouchers.couponId);
  return new Map(rows.map((row) => [row.couponId, row.uses]));
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
  const [row] = await candidateRows(reader)
    .where(and(named(scope, eq(vouchers.couponId, couponId)), eq(vouchers.memberId, memberId)))
    .orderBy(
      sql`${vouchers.status} <> 'available'`,
      isOver,
      sql`${vouchers.validUntil} asc nulls last`,
      asc(vouchers.id),
    )
    .limit(1);
  return row ?? null;
}
