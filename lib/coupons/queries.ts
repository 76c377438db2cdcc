import { and, asc, desc, eq, exists, gte, inArray, isNull, not, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { categories, products } from "@/db/schema/catalogue";
import { couponStock, couponStores, coupons, couponTerms } from "@/db/schema/coupons";
import { auditEntries, merchants, staff, stores } from "@/db/schema/merchants";
import { vouchers } from "@/db/schema/vouchers";
import type { BenefitType, CouponStatus, distributionMethods } from "@/lib/coupons/schema";
import { type Cursor, decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import { addDays, type Instant, localDate, startOfDay } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** Counting stops here; a list says "10,000+" beyond. */
const COUNT_CAP = 10_001;

const someStock = (having: SQL) =>
  exists(
    db()
      .select({ one: sql`1` })
      .from(couponStock)
      .where(
        and(eq(couponStock.merchantId, coupons.merchantId), eq(couponStock.couponId, coupons.id), having),
      ),
  );

/** rules/status.ts `couponStatus` in SQL, to filter by; a test holds the two equal. */
function statusAt(now: Instant): SQL<CouponStatus> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const soldOut = someStock(
    sql`${couponStock.quantity} is not null and ${couponStock.issued} >= ${couponStock.quantity}`,
  );
  return sql<CouponStatus>`case
    when ${coupons.archivedAt} is not null then 'archived'
    when ${coupons.publishedAt} is null then 'draft'
    when ${coupons.endedAt} is not null or ${coupons.validUntil} <= ${at} then 'ended'
    when ${coupons.pausedAt} is not null then 'paused'
    when ${soldOut} then 'sold_out'
    when ${coupons.validFrom} > ${at} then 'scheduled'
    else 'active' end`;
}

/** Coupons that are good in one of the stores: those of all stores among them. */
function goodIn(storeIds: readonly string[]): SQL | undefined {
  const ofCoupon = and(
    eq(couponStores.merchantId, coupons.merchantId),
    eq(couponStores.couponId, coupons.id),
  );
  const rows = (more?: SQL) =>
    exists(db().select({ one: sql`1` }).from(couponStores).where(and(ofCoupon, more)));
  const named = storeIds.length > 0 ? rows(inArray(couponStores.storeId, [...storeIds])) : undefined;
  return or(not(rows()), named);
}

/** This merchant's coupons, as far as the store view or the person's own stores let them be seen. */
function visible(scope: Scope): SQL | undefined {
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  return and(eq(coupons.merchantId, scope.merchantId), storeIds === "all" ? undefined : goodIn(storeIds));
}

const couponColumns = (now: Instant) => ({
  id: coupons.id,
  number: coupons.number,
  name: coupons.name,
  type: coupons.type,
  currency: coupons.currency,
  status: statusAt(now),
  validFrom: coupons.validFrom,
  validUntil: coupons.validUntil,
  methods: coupons.methods,
  claimLimit: coupons.claimLimit,
  claimLimitPerDay: coupons.claimLimitPerDay,
  budgetMinor: coupons.budgetMinor,
  publishedAt: coupons.publishedAt,
  pausedAt: coupons.pausedAt,
  endedAt: coupons.endedAt,
  archivedAt: coupons.archivedAt,
  createdAt: coupons.createdAt,
  updatedAt: coupons.updatedAt,
  createdBy: staff.name,
  revision: coupons.revision,
  termsVersion: coupons.termsVersion,
  productName: products.name,
  terms: {
    name: couponTerms.name,
    description: couponTerms.description,
    usageRules: couponTerms.usageRules,
    faceColour: couponTerms.faceColour,
    benefit: couponTerms.benefit,
    scope: couponTerms.scope,
    conditions: couponTerms.conditions,
    stacking: couponTerms.stacking,
    validity: couponTerms.validity,
    refund: couponTerms.refund,
  },
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

/** `quantity` null = unlimited. */
export type CouponStock = { quantity: number | null; issued: number; used: number };
const noStock: CouponStock = { quantity: null, issued: 0, used: 0 };
export type CouponRow = Awaited<ReturnType<typeof couponRows>>[number] & CouponStock;

export const couponSorts = ["created", "name", "end"] as const;
export type CouponListQuery = {
  readonly q?: string;
  readonly status?: readonly CouponStatus[];
  readonly type?: readonly BenefitType[];
  readonly method?: readonly (typeof distributionMethods)[number][];
  readonly store?: readonly string[];
  readonly sort?: (typeof couponSorts)[number];
  readonly descending?: boolean;
  readonly cursor?: string | null;
  readonly limit?: number;
  readonly now?: Instant;
};

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
  const stock = await stockOf(
    scope,
    page.map((row) => row.id),
  );
  const rows: CouponRow[] = page.map((row) => ({ ...row, ...(stock.get(row.id) ?? noStock) }));
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
  if (!cursor || (key !== coupons.name && cursor.value && Number.isNaN(Date.parse(cursor.value))))
    return undefined;
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

function narrowed(query: CouponListQuery, now: Instant): (SQL | undefined)[] {
  const { q = "", status = [], type = [], method = [], store = [] } = query;
  return [
    status.length > 0 ? inArray(statusAt(now), [...status]) : isNull(coupons.archivedAt),
    type.length > 0 ? inArray(coupons.type, [...type]) : undefined,
    method.length > 0 ? sql`${coupons.methods} && ${sql.param([...method])}::text[]` : undefined,
    store.length > 0 ? goodIn(store) : undefined,
    q
      ? or(
          sql`${coupons.name} ilike ${`%${q.replace(/[\\%_]/g, "\\$&")}%`}`,
          eq(coupons.number, q.toUpperCase()),
        )
      : undefined,
  ];
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
  return { ...row, ...((await stockOf(scope, [couponId])).get(couponId) ?? noStock) };
}

export type CouponDay = { date: string; claimed: number; used: number };

/** Claims and uses of each of the last `days` local days, today last. */
export async function couponDays(
  scope: Scope,
  query: { couponId: string; timeZone: string; days?: number; now?: Instant },
): Promise<CouponDay[]> {
  const { couponId, timeZone, days = 7, now = new Date() } = query;
  const first = addDays(localDate(now, timeZone), 1 - days);
  const since = startOfDay(first, timeZone);
  const perDay = async (at: AnyPgColumn, kind?: SQL) => {
    const day = sql<string>`(${at} at time zone ${sql.param(timeZone)})::date::text`.as("day");
    const rows = await db()
      .select({ day, count: sql<number>`count(*)::int` })
      .from(vouchers)
      .where(
        and(eq(vouchers.merchantId, scope.merchantId), eq(vouchers.couponId, couponId), kind, gte(at, since)),
      )
      .groupBy(sql`1`);
    return new Map(rows.map((row) => [row.day, row.count]));
  };
  if (!(await getCoupon(scope, couponId, now))) return [];
  const [claimed, used] = await Promise.all([
    perDay(vouchers.issuedAt),
    perDay(vouchers.usedAt, eq(vouchers.status, "used")),
  ]);
  return Array.from({ length: days }, (_, i) => addDays(first, i)).map((date) => ({
    date,
    claimed: claimed.get(date) ?? 0,
    used: used.get(date) ?? 0,
  }));
}

/** Every version of a coupon's terms with who wrote it, newest first. */
export async function couponVersions(scope: Scope, couponId: string) {
  return await db()
    .select({
      version: couponTerms.version,
      terms: couponColumns(new Date()).terms,
      createdAt: couponTerms.createdAt,
      by: staff.name,
    })
    .from(couponTerms)
    .innerJoin(
      coupons,
      and(eq(coupons.merchantId, couponTerms.merchantId), eq(coupons.id, couponTerms.couponId)),
    )
    .leftJoin(staff, eq(staff.id, couponTerms.createdBy))
    .where(and(visible(scope), eq(coupons.id, couponId)))
    .orderBy(desc(couponTerms.version))
    .limit(100);
}

/** What was done to a coupon, by whom and from what to what, newest first. */
export async function couponHistory(scope: Scope, couponId: string) {
  return await db()
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      action: auditEntries.action,
      before: auditEntries.before,
      after: auditEntries.after,
      by: staff.name,
    })
    .from(auditEntries)
    .innerJoin(
      coupons,
      and(eq(coupons.merchantId, auditEntries.merchantId), eq(coupons.id, auditEntries.objectId)),
    )
    .leftJoin(staff, and(eq(auditEntries.actorType, "staff"), eq(staff.id, auditEntries.actorId)))
    .where(and(visible(scope), eq(auditEntries.objectType, "coupon"), eq(auditEntries.objectId, couponId)))
    .orderBy(desc(auditEntries.id))
    .limit(100);
}

/**
 * What a coupon's form chooses from, and the names its terms point to: currencies, stores, categories, and products
 * (those named, and the first 1,000 on sale where `choose`). What is archived is there only so that it has a name.
 */
export async function couponOptions(
  scope: Scope,
  query: { productIds?: readonly string[]; choose: boolean },
) {
  const { productIds = [], choose } = query;
  const mine = scope.storeIds;
  const named = productIds.length > 0 ? inArray(products.id, [...productIds]) : sql`false`;
  const archived = (column: AnyPgColumn) => sql<boolean>`${column} is not null`;
  const [merchant, storeRows, categoryRows, productRows] = await Promise.all([
    db().select({ currency: merchants.currency }).from(merchants).where(eq(merchants.id, scope.merchantId)),
    db()
      .select({
        id: stores.id,
        name: stores.name,
        currency: stores.currency,
        regions: stores.regions,
        archived: archived(stores.archivedAt),
      })
      .from(stores)
      .where(eq(stores.merchantId, scope.merchantId))
      .orderBy(asc(stores.name))
      .limit(1000),
    db()
      .select({ id: categories.id, name: categories.name, archived: archived(categories.archivedAt) })
      .from(categories)
      .where(eq(categories.merchantId, scope.merchantId))
      .orderBy(asc(categories.name))
      .limit(1000),
    db()
      .select({ id: products.id, name: products.name, archived: archived(products.archivedAt) })
      .from(products)
      .where(
        and(
          eq(products.merchantId, scope.merchantId),
          or(named, choose ? isNull(products.archivedAt) : undefined),
        ),
      )
      .orderBy(asc(products.name))
      .limit(1000 + productIds.length),
  ]);
  const open = storeRows.filter((store) => !store.archived);
  const currencies = new Set([...merchant.map((row) => row.currency), ...open.map((row) => row.currency)]);
  return {
    currencies: [...currencies],
    /** `offered`: may be chosen by this person; the others are there for their names. */
    stores: storeRows.map((row) => ({
      ...row,
      offered: !row.archived && (mine === "all" || mine.includes(row.id)),
    })),
    categories: categoryRows,
    products: productRows,
  };
}
export type CouponOptions = Awaited<ReturnType<typeof couponOptions>>;
