import { and, asc, desc, eq, exists, inArray, isNull, not, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { merchants, staff } from "@/db/schema/merchants";
import { packStock, packStores, packs } from "@/db/schema/packs";
import { packSoldOut, packStatusAt } from "@/db/status-at";
import { type Cursor, decodeCursor, encodeCursor, isInstantText } from "@/lib/kernel/cursor";
import type { Instant } from "@/lib/kernel/time";
import { contentsKey, contentsOf, type PackContentsView } from "@/lib/packs/queries/contents";
import type { PackChannel, PackSort, PackStatus, PackType } from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { chosen } from "@/lib/platform/list-conditions";

/** Counting stops here; a list says "10,000+" beyond. */
const COUNT_CAP = 10_001;

/** The sales period binds sales alone. */
const canBeGiven = sql`${packs.publishedAt} is not null and ${packs.archivedAt} is null
  and ${packs.pausedAt} is null and not ${packSoldOut}`;

/** Packs that are had in one of the stores: those of all stores among them. */
export function hadIn(storeIds: readonly string[]): SQL | undefined {
  const rows = (more?: SQL) =>
    exists(
      db()
        .select({ one: sql`1` })
        .from(packStores)
        .where(and(eq(packStores.merchantId, packs.merchantId), eq(packStores.packId, packs.id), more)),
    );
  const named = storeIds.length > 0 ? rows(inArray(packStores.storeId, [...storeIds])) : undefined;
  return or(not(rows()), named);
}

/** This merchant's packs, as far as the store view or the person's own stores let them be seen. */
export function visible(scope: Scope): SQL | undefined {
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  return and(eq(packs.merchantId, scope.merchantId), storeIds === "all" ? undefined : hadIn(storeIds));
}

export const packColumns = (now: Instant) => ({
  id: packs.id,
  type: packs.type,
  name: packs.name,
  description: packs.description,
  translations: packs.translations,
  imageId: packs.imageId,
  imageAlt: packs.imageAlt,
  status: packStatusAt(now),
  contentsVersion: packs.contentsVersion,
  currency: packs.currency,
  /** Null on a campaign pack. */
  priceMinor: packs.priceMinor,
  channels: packs.channels,
  salesFrom: packs.salesFrom,
  salesUntil: packs.salesUntil,
  purchaseLimit: packs.purchaseLimit,
  purchaseLimitPerDay: packs.purchaseLimitPerDay,
  redirectUrl: packs.redirectUrl,
  autoRefund: packs.autoRefund,
  publishedAt: packs.publishedAt,
  pausedAt: packs.pausedAt,
  archivedAt: packs.archivedAt,
  revision: packs.revision,
  createdAt: packs.createdAt,
  updatedAt: packs.updatedAt,
});

function packRows(now: Instant) {
  return db()
    .select({ ...packColumns(now), createdBy: staff.name })
    .from(packs)
    .leftJoin(staff, eq(staff.id, packs.createdBy));
}

/** How many there are (null = unlimited), are held unpaid, were sold and were given, and what they brought. */
export type PackStock = {
  readonly quantity: number | null;
  readonly reserved: number;
  readonly sold: number;
  readonly given: number;
  readonly refunded: number;
  readonly revenueMinor: number;
  readonly refundedMinor: number;
};
export const noStock: PackStock = {
  ...{ quantity: null, reserved: 0, sold: 0, given: 0, refunded: 0, revenueMinor: 0, refundedMinor: 0 },
};

/** The stock of the named packs: at most sixteen rows each. */
export async function stockOf(scope: Scope, packIds: readonly string[]): Promise<Map<string, PackStock>> {
  if (packIds.length === 0) return new Map();
  const sum = (column: AnyPgColumn) => sql`sum(${column})`.mapWith(Number);
  const rows = await db()
    .select({
      packId: packStock.packId,
      quantity: sql<number | null>`max(${packStock.quantity})`.mapWith((n) =>
        n === null ? null : Number(n),
      ),
      reserved: sum(packStock.reserved),
      sold: sum(packStock.sold),
      given: sum(packStock.given),
      refunded: sum(packStock.refunded),
      revenueMinor: sum(packStock.revenueMinor),
      refundedMinor: sum(packStock.refundedMinor),
    })
    .from(packStock)
    .where(and(eq(packStock.merchantId, scope.merchantId), inArray(packStock.packId, [...packIds])))
    .groupBy(packStock.packId);
  return new Map(rows.map(({ packId, ...stock }) => [packId, stock]));
}

/** How many stores each of the named packs is sold in; one that is not here is sold in all of its currency. */
async function storeCounts(scope: Scope, packIds: readonly string[]): Promise<Map<string, number>> {
  if (packIds.length === 0) return new Map();
  const rows = await db()
    .select({ packId: packStores.packId, stores: sql`count(*)`.mapWith(Number) })
    .from(packStores)
    .where(and(eq(packStores.merchantId, scope.merchantId), inArray(packStores.packId, [...packIds])))
    .groupBy(packStores.packId);
  return new Map(rows.map(({ packId, stores }) => [packId, stores]));
}

export type PackListRow = Awaited<ReturnType<typeof packRows>>[number] & {
  readonly stock: PackStock;
  readonly contents: PackContentsView | null;
  /** Null = all stores of its currency. */
  readonly stores: number | null;
};

export type PackListQuery = {
  /** Its id in whole, or what its name contains. */
  readonly q?: string;
  readonly type?: readonly PackType[];
  readonly status?: readonly PackStatus[];
  readonly channel?: readonly PackChannel[];
  readonly store?: readonly string[];
  /** Those of which one of these is true are left out. */
  readonly without?: Pick<PackListQuery, "type" | "status" | "channel" | "store">;
  /** Inclusive, in the merchant's currency: packs of others are left out then. */
  readonly priceFrom?: number | null;
  readonly priceUntil?: number | null;
  readonly ids?: readonly string[];
  /** Only those of which one can be given now (rules/status.ts `giveRefusal`); a test holds the two equal. */
  readonly givable?: boolean;
  readonly sort?: PackSort;
  readonly descending?: boolean;
  readonly cursor?: string | null;
  readonly limit?: number;
  readonly now?: Instant;
};

/** The pack list (C-30): archived ones only where asked for. `total` stops counting at 10,001. */
export async function listPacks(scope: Scope, query: PackListQuery = {}) {
  const { sort = "created", descending = true, limit = 25, now = new Date() } = query;
  const wanted = and(visible(scope), ...narrowed(query, now));
  const { key, cursorValue } = orders[sort];
  const direction = descending ? desc : asc;
  const [found, total] = await Promise.all([
    packRows(now)
      .where(and(wanted, beyond(sort, decodeCursor(query.cursor), descending)))
      .orderBy(direction(key), direction(packs.id))
      .limit(limit + 1),
    countPacks(wanted),
  ]);
  const rows = await withContents(scope, found.slice(0, limit));
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, total, nextCursor: last ? encodeCursor({ value: cursorValue(last), id: last.id }) : null };
}

async function withContents(
  scope: Scope,
  page: Awaited<ReturnType<typeof packRows>>,
): Promise<PackListRow[]> {
  const ids = page.map((row) => row.id);
  const keys = page.map((row) => ({ packId: row.id, version: row.contentsVersion, currency: row.currency }));
  const [stock, stores, contents] = await Promise.all([
    stockOf(scope, ids),
    storeCounts(scope, ids),
    contentsOf(scope, keys),
  ]);
  return page.map((row) => ({
    ...row,
    stock: stock.get(row.id) ?? noStock,
    contents: contents.get(contentsKey({ packId: row.id, version: row.contentsVersion })) ?? null,
    stores: stores.get(row.id) ?? null,
  }));
}

/** Campaign packs, which have no price, stand as the dearest of their currency. */
const NO_PRICE = 9_000_000_000_000_000;
/** A sum says nothing beside one of another currency: prices are told apart by it first. */
const inOwnCurrency = sql`row(${packs.currency}, coalesce(${packs.priceMinor}, ${sql.raw(String(NO_PRICE))}))`;

const orders = {
  created: { key: packs.createdAt, cursorValue: (row: PackListRow) => row.createdAt.toISOString() },
  name: { key: packs.name, cursorValue: (row: PackListRow) => row.name },
  price: {
    key: inOwnCurrency,
    cursorValue: ({ currency, priceMinor }: PackListRow) => `${currency} ${priceMinor ?? NO_PRICE}`,
  },
} satisfies Record<PackSort, { key: AnyPgColumn | SQL; cursorValue: (row: PackListRow) => string }>;

/** What comes after the cursor. */
function beyond(sort: PackSort, cursor: Cursor | null, descending: boolean): SQL | undefined {
  if (!cursor) return undefined;
  const { value, id } = cursor;
  if (sort === "created" && !isInstantText(value)) return undefined;
  const [currency = "", price = ""] = value.split(" ");
  if (sort === "price" && !/^\d{1,16}$/.test(price)) return undefined;
  const { key } = orders[sort];
  const at =
    sort === "created"
      ? sql`${value}::timestamptz`
      : sort === "price"
        ? sql`row(${currency}::text, ${price}::bigint)`
        : sql`${value}`;
  return descending
    ? sql`(${key}, ${packs.id}) < (${at}, ${id})`
    : sql`(${key}, ${packs.id}) > (${at}, ${id})`;
}

/** Bands of prices are the merchant's currency's. */
const inCurrencyOfMerchant = sql`${packs.currency} =
  (select ${merchants.currency} from ${merchants} where ${merchants.id} = ${packs.merchantId})`;

/** What a search and filters leave of the list. */
export function narrowed(query: PackListQuery, now: Instant): (SQL | undefined)[] {
  const { q = "", status = [], without = {}, priceFrom, priceUntil, ids } = query;
  const isSold = (some: readonly string[]) => sql`${packs.channels} && ${sql.param([...some])}::text[]`;
  return [
    status.length > 0 ? undefined : isNull(packs.archivedAt),
    chosen((some) => inArray(packStatusAt(now), [...some]), status, without.status),
    chosen((some) => inArray(packs.type, [...some]), query.type, without.type),
    chosen(isSold, query.channel, without.channel),
    chosen(hadIn, query.store, without.store),
    priceFrom == null ? undefined : sql`${packs.priceMinor} >= ${priceFrom}`,
    priceUntil == null ? undefined : sql`${packs.priceMinor} <= ${priceUntil}`,
    priceFrom == null && priceUntil == null ? undefined : inCurrencyOfMerchant,
    ids ? inArray(packs.id, [...ids]) : undefined,
    query.givable ? canBeGiven : undefined,
    q ? or(sql`${packs.name} ilike ${`%${q.replace(/[\\%_]/g, "\\$&")}%`}`, eq(packs.id, q)) : undefined,
  ];
}

async function countPacks(wanted: SQL | undefined): Promise<number> {
  const some = db()
    .select({ one: sql`1`.as("one") })
    .from(packs)
    .where(wanted)
    .limit(COUNT_CAP)
    .as("some");
  const [row] = await db().select({ count: sql<number>`count(*)::int` }).from(some);
  return row?.count ?? 0;
}

/** One pack as it stands with its contents, its stores (null = all of its currency) and its stock; null = not theirs to see. */
export async function getPack(scope: Scope, packId: string, now: Instant = new Date()) {
  const [found] = await packRows(now)
    .where(and(visible(scope), eq(packs.id, packId)))
    .limit(1);
  if (!found) return null;
  const [row] = await withContents(scope, [found]);
  if (!row?.contents) return null;
  const stores = await db()
    .select({ id: packStores.storeId })
    .from(packStores)
    .where(and(eq(packStores.merchantId, scope.merchantId), eq(packStores.packId, packId)))
    .orderBy(asc(packStores.storeId));
  const storeIds = stores.length > 0 ? stores.map(({ id }) => id) : null;
  return { ...row, contents: row.contents, storeIds };
}
export type PackDetail = NonNullable<Awaited<ReturnType<typeof getPack>>>;
