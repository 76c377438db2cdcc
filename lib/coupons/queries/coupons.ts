import { and, asc, desc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { products } from "@/db/schema/catalogue";
import { couponStock, coupons, couponTerms, sharedCodes } from "@/db/schema/coupons";
import { staff } from "@/db/schema/merchants";
import { couponBudgets } from "@/db/schema/orders";
import { couponStatusAt } from "@/db/status-at";
import { type CouponListQuery, narrowed, visible } from "@/lib/coupons/queries/reach";
import { type Cursor, decodeCursor, encodeCursor, isInstantText } from "@/lib/kernel/cursor";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** Counting stops here; a list says "10,000+" beyond. */
const COUNT_CAP = 10_001;

/** The columns of the terms that are versioned. */
export const termsColumns = {
  name: couponTerms.name,
  description: couponTerms.description,
  usageRules: couponTerms.usageRules,
  translations: couponTerms.translations,
  faceColour: couponTerms.faceColour,
  image: couponTerms.image,
  benefit: couponTerms.benefit,
  scope: couponTerms.scope,
  conditions: couponTerms.conditions,
  stacking: couponTerms.stacking,
  validity: couponTerms.validity,
  refund: couponTerms.refund,
  giftable: couponTerms.giftable,
};

const couponColumns = (now: Instant) => ({
  id: coupons.id,
  number: coupons.number,
  name: coupons.name,
  type: coupons.type,
  currency: coupons.currency,
  status: couponStatusAt(now),
  validFrom: coupons.validFrom,
  validUntil: coupons.validUntil,
  methods: coupons.methods,
  claimLimit: coupons.claimLimit,
  claimLimitPerDay: coupons.claimLimitPerDay,
  codeSource: coupons.codeSource,
  budgetMinor: coupons.budgetMinor,
  publishedAt: coupons.publishedAt,
  pausedAt: coupons.pausedAt,
  endedAt: coupons.endedAt,
  archivedAt: coupons.archivedAt,
  createdAt: coupons.createdAt,
  updatedAt: coupons.updatedAt,
  createdBy: staff.name,
  tags: coupons.tags,
  revision: coupons.revision,
  termsVersion: coupons.termsVersion,
  productName: products.name,
  /** Its working promo code; null = none. */
  sharedCode: { code: sharedCodes.code, quantity: sharedCodes.quantity, claimed: sharedCodes.claimed },
  terms: termsColumns,
});

function couponRows(now: Instant) {
  return db()
    .select(couponColumns(now))
    .from(coupons)
    .innerJoin(
      couponTerms,
      and(
        eq(couponTerms.merchantId, coupons.merchantId),
        eq(couponTerms.couponId, coupons.id),
        eq(couponTerms.version, coupons.termsVersion),
      ),
    )
    .leftJoin(
      products,
      and(
        eq(products.merchantId, coupons.merchantId),
        eq(products.id, sql<string>`${couponTerms.benefit}->>'productId'`),
      ),
    )
    .leftJoin(
      sharedCodes,
      and(
        eq(sharedCodes.merchantId, coupons.merchantId),
        eq(sharedCodes.couponId, coupons.id),
        isNull(sharedCodes.retiredAt),
      ),
    )
    .leftJoin(staff, eq(staff.id, coupons.createdBy));
}

/** Quantity, issued and used of the named coupons only; what a page shows. */
async function stockOf(scope: Scope, couponIds: readonly string[]) {
  if (couponIds.length === 0) return new Map<string, CouponStock>();
  const rows = await db()
    .select({
      couponId: couponStock.couponId,
      quantity: sql<number | null>`max(${couponStock.quantity})`.mapWith(Number),
      issued: sql`sum(${couponStock.issued})`.mapWith(Number),
      used: sql`sum(${couponStock.used})`.mapWith(Number),
    })
    .from(couponStock)
    .where(and(eq(couponStock.merchantId, scope.merchantId), inArray(couponStock.couponId, [...couponIds])))
    .groupBy(couponStock.couponId);
  return new Map(rows.map(({ couponId, ...stock }) => [couponId, stock]));
}

/** What of their budgets unpaid orders hold and paid ones used, of the named coupons that have a counter. */
async function budgetsOf(scope: Scope, couponIds: readonly string[]) {
  if (couponIds.length === 0) return new Map<string, CouponBudget>();
  const rows = await db()
    .select({
      couponId: couponBudgets.couponId,
      reservedMinor: couponBudgets.reservedMinor,
      usedMinor: couponBudgets.usedMinor,
    })
    .from(couponBudgets)
    .where(
      and(eq(couponBudgets.merchantId, scope.merchantId), inArray(couponBudgets.couponId, [...couponIds])),
    );
  return new Map(rows.map(({ couponId, ...budget }) => [couponId, budget]));
}

/** In minor units of the coupon's currency. */
export type CouponBudget = { readonly reservedMinor: number; readonly usedMinor: number };
const unspent: CouponBudget = { reservedMinor: 0, usedMinor: 0 };

/** `quantity` null = unlimited. */
export type CouponStock = { quantity: number | null; issued: number; used: number };
const noStock: CouponStock = { quantity: null, issued: 0, used: 0 };
export type CouponRow = Awaited<ReturnType<typeof couponRows>>[number] &
  CouponStock & { readonly spent: CouponBudget };

/** The coupon list (C22): archived ones only where asked for. `total` stops counting at 10,001. */
export async function listCoupons(scope: Scope, query: CouponListQuery) {
  const { sort = "created", descending = true, limit = 25, now = new Date() } = query;
  const wanted = and(visible(scope), ...narrowed(query, now));
  const { key, cursorValue } = orders[sort];
  const direction = descending ? desc : asc;
  const [found, total] = await Promise.all([
    couponRows(now)
      .where(and(wanted, beyond(key, decodeCursor(query.cursor), descending)))
      .orderBy(direction(key), direction(coupons.id))
      .limit(limit + 1),
    countCoupons(wanted),
  ]);
  const page = found.slice(0, limit);
  const ids = page.map((row) => row.id);
  const [stock, budgets] = await Promise.all([stockOf(scope, ids), budgetsOf(scope, ids)]);
  const rows: CouponRow[] = page.map((row) => ({
    ...row,
    ...(stock.get(row.id) ?? noStock),
    spent: budgets.get(row.id) ?? unspent,
  }));
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, total, nextCursor: last ? encodeCursor({ value: cursorValue(last), id: last.id }) : null };
}

const orders = {
  created: { key: coupons.createdAt, cursorValue: (row: CouponRow) => row.createdAt.toISOString() },
  name: { key: coupons.name, cursorValue: (row: CouponRow) => row.name },
  end: { key: coupons.validUntil, cursorValue: (row: CouponRow) => row.validUntil?.toISOString() ?? "" },
} satisfies Record<string, { key: AnyPgColumn; cursorValue: (row: CouponRow) => string }>;

/** What comes after the cursor; nulls stand last going up and first going down, as the index has them. */
function beyond(key: AnyPgColumn, cursor: Cursor | null, descending: boolean): SQL | undefined {
  if (!cursor || (key !== coupons.name && cursor.value && !isInstantText(cursor.value))) return undefined;
  const { value, id } = cursor;
  if (key === coupons.validUntil && value === "") {
    return descending
      ? sql`((${key} is null and ${coupons.id} < ${id}) or ${key} is not null)`
      : sql`(${key} is null and ${coupons.id} > ${id})`;
  }
  const at = key === coupons.name ? sql`${value}` : sql`${value}::timestamptz`;
  if (descending) return sql`(${key}, ${coupons.id}) < (${at}, ${id})`;
  const after = sql`(${key}, ${coupons.id}) > (${at}, ${id})`;
  return key === coupons.validUntil ? or(after, isNull(key)) : after;
}

async function countCoupons(wanted: SQL | undefined): Promise<number> {
  const some = db()
    .select({ one: sql`1`.as("one") })
    .from(coupons)
    .where(wanted)
    .limit(COUNT_CAP)
    .as("some");
  const [row] = await db().select({ count: sql<number>`count(*)::int` }).from(some);
  return row?.count ?? 0;
}

/** One coupon as it stands, or null when it is not theirs to see. */
export async function getCoupon(
  scope: Scope,
  couponId: string,
  now: Instant = new Date(),
): Promise<CouponRow | null> {
  const [row] = await couponRows(now)
    .where(and(visible(scope), eq(coupons.id, couponId)))
    .limit(1);
  if (!row) return null;
  const [stock, budgets] = await Promise.all([stockOf(scope, [couponId]), budgetsOf(scope, [couponId])]);
  return { ...row, ...(stock.get(couponId) ?? noStock), spent: budgets.get(couponId) ?? unspent };
}
