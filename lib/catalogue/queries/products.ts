import { and, asc, count, desc, eq, exists, ilike, inArray, or, type SQL } from "drizzle-orm";
import { db } from "@/db/client";
import { categories, productCategories, productPrices, productStores, products } from "@/db/schema/catalogue";
import { stores } from "@/db/schema/merchants";
import {
  beyond,
  COUNT_CAP,
  contains,
  inState,
  type Order,
  one,
  type ShelfState,
} from "@/lib/catalogue/queries/shelf";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import type { Scope } from "@/lib/platform/auth/scope";
import { chosen } from "@/lib/platform/list-conditions";

/** Products of any of these categories. */
const inCategory = (categoryIds: readonly string[]) =>
  exists(
    db()
      .select(one)
      .from(productCategories)
      .where(
        and(
          eq(productCategories.merchantId, products.merchantId),
          eq(productCategories.productId, products.id),
          inArray(productCategories.categoryId, [...categoryIds]),
        ),
      ),
  );

/** Products sold in any of these stores. */
const soldIn = (storeIds: readonly string[]) =>
  or(
    eq(products.allStores, true),
    exists(
      db()
        .select(one)
        .from(productStores)
        .where(
          and(
            eq(productStores.merchantId, products.merchantId),
            eq(productStores.productId, products.id),
            inArray(productStores.storeId, [...storeIds]),
          ),
        ),
    ),
  );

/** The merchant's products; in a store view, or for somebody bound to stores, those sold there. */
export function visible(scope: Scope): SQL | undefined {
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  return and(eq(products.merchantId, scope.merchantId), storeIds === "all" ? undefined : soldIn(storeIds));
}

export type ProductListQuery = {
  readonly q?: string;
  /** Only these. */
  readonly ids?: readonly string[];
  /** The whole SKU. */
  readonly sku?: string;
  readonly status?: readonly ShelfState[];
  readonly categoryIds?: readonly string[];
  readonly storeIds?: readonly string[];
  /** Those of which one of these is true are left out. */
  readonly without?: Pick<ProductListQuery, "categoryIds" | "storeIds">;
  readonly sort?: "name" | "created";
  readonly descending?: boolean;
  readonly cursor?: string | null;
  readonly size?: number;
};

/** The product list (C-70): on sale unless archived ones are asked for; searched by part of the name or the whole SKU. */
export async function listProducts(scope: Scope, query: ProductListQuery = {}) {
  const {
    q = "",
    ids,
    sku,
    status = ["active"],
    categoryIds,
    storeIds,
    without = {},
    sort = "name",
    descending = false,
    size = 25,
  } = query;
  const where = and(
    visible(scope),
    inState(products.archivedAt, status),
    q ? or(ilike(products.name, contains(q)), eq(products.sku, q)) : undefined,
    ids ? inArray(products.id, [...ids]) : undefined,
    sku ? eq(products.sku, sku) : undefined,
    chosen(inCategory, categoryIds, without.categoryIds),
    chosen(soldIn, storeIds, without.storeIds),
  );
  const order: Order = {
    key: sort === "name" ? products.name : products.createdAt,
    id: products.id,
    descending,
    isTime: sort === "created",
  };
  const direction = descending ? desc : asc;
  const [found, [total]] = await Promise.all([
    db()
      .select(productColumns)
      .from(products)
      .where(and(where, beyond(order, decodeCursor(query.cursor))))
      .orderBy(direction(order.key), direction(order.id))
      .limit(size + 1),
    db()
      .select({ count: count() })
      .from(
        db()
          .select(one)
          .from(products)
          .where(where)
          .limit(COUNT_CAP + 1)
          .as("some"),
      ),
  ]);
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  const value = last && (order.isTime ? last.createdAt.toISOString() : last.name);
  const rows = await withParts(scope, page);
  return {
    rows,
    total: total?.count ?? 0,
    nextCursor: last && value !== undefined ? encodeCursor({ value, id: last.id }) : null,
  };
}

export type ProductRow = Awaited<ReturnType<typeof listProducts>>["rows"][number];

const productColumns = {
  id: products.id,
  name: products.name,
  translations: products.translations,
  sku: products.sku,
  allStores: products.allStores,
  archivedAt: products.archivedAt,
  createdAt: products.createdAt,
  revision: products.revision,
};

/** Adds categories, prices and stores to the products of one page. */
async function withParts<P extends { readonly id: string }>(scope: Scope, page: readonly P[]) {
  const ids = page.map((row) => row.id);
  if (ids.length === 0) return [];
  const [shelves, prices, sold] = await Promise.all([
    db()
      .select({ productId: productCategories.productId, id: categories.id, name: categories.name })
      .from(productCategories)
      .innerJoin(
        categories,
        and(
          eq(categories.merchantId, productCategories.merchantId),
          eq(categories.id, productCategories.categoryId),
        ),
      )
      .where(
        and(eq(productCategories.merchantId, scope.merchantId), inArray(productCategories.productId, ids)),
      )
      .orderBy(asc(categories.name)),
    db()
      .select({
        productId: productPrices.productId,
        currency: productPrices.currency,
        priceMinor: productPrices.priceMinor,
        onOffer: productPrices.onOffer,
      })
      .from(productPrices)
      .where(and(eq(productPrices.merchantId, scope.merchantId), inArray(productPrices.productId, ids)))
      .orderBy(asc(productPrices.currency)),
    db()
      .select({ productId: productStores.productId, id: stores.id, name: stores.name })
      .from(productStores)
      .innerJoin(
        stores,
        and(eq(stores.merchantId, productStores.merchantId), eq(stores.id, productStores.storeId)),
      )
      .where(and(eq(productStores.merchantId, scope.merchantId), inArray(productStores.productId, ids)))
      .orderBy(asc(stores.name)),
  ]);
  return page.map((row) => ({
    ...row,
    categories: shelves.filter((part) => part.productId === row.id).map(({ id, name }) => ({ id, name })),
    prices: prices
      .filter((part) => part.productId === row.id)
      .map(({ currency, priceMinor, onOffer }) => ({ currency, priceMinor, onOffer })),
    stores: sold.filter((part) => part.productId === row.id).map(({ id, name }) => ({ id, name })),
  }));
}

/** One product, or null when it is not this reader's to see. */
export async function getProduct(scope: Scope, productId: string): Promise<ProductRow | null> {
  const found = await db()
    .select(productColumns)
    .from(products)
    .where(and(visible(scope), eq(products.id, productId)));
  const [product] = await withParts(scope, found);
  return product ?? null;
}
