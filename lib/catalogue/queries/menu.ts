import { and, asc, eq, exists, isNotNull, isNull, or } from "drizzle-orm";
import { db } from "@/db/client";
import { categories, productCategories, productPrices, productStores, products } from "@/db/schema/catalogue";
import { stores } from "@/db/schema/merchants";
import { beyond, type Order, one } from "@/lib/catalogue/queries/shelf";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import type { Scope } from "@/lib/platform/auth/scope";

export type MenuQuery = {
  readonly storeId: string;
  /** Null = all of them. */
  readonly categoryId?: string | null;
  readonly cursor?: string | null;
  readonly size?: number;
};

const order: Order = { key: products.name, id: products.id, descending: false, isTime: false };

/** Products on sale in the store, each with its price in the store's currency. */
function onSale(storeId: string) {
  return db()
    .select({
      id: products.id,
      name: products.name,
      translations: products.translations,
      priceMinor: productPrices.priceMinor,
      onOffer: productPrices.onOffer,
    })
    .from(products)
    .innerJoin(stores, and(eq(stores.merchantId, products.merchantId), eq(stores.id, storeId)))
    .innerJoin(
      productPrices,
      and(
        eq(productPrices.merchantId, products.merchantId),
        eq(productPrices.productId, products.id),
        eq(productPrices.currency, stores.currency),
      ),
    )
    .leftJoin(
      productStores,
      and(
        eq(productStores.merchantId, products.merchantId),
        eq(productStores.productId, products.id),
        eq(productStores.storeId, storeId),
      ),
    )
    .$dynamic();
}

const sold = (scope: Scope) =>
  and(
    eq(products.merchantId, scope.merchantId),
    isNull(products.archivedAt),
    isNull(stores.archivedAt),
    or(eq(products.allStores, true), isNotNull(productStores.storeId)),
  );

/** A page of a store's menu (M-30), by name: what is on sale there, of one category where that is asked for. */
export async function listMenu(scope: Scope, query: MenuQuery) {
  const { storeId, categoryId = null, cursor = null, size = 40 } = query;
  const inCategory = db()
    .select(one)
    .from(productCategories)
    .where(
      and(
        eq(productCategories.merchantId, products.merchantId),
        eq(productCategories.productId, products.id),
        eq(productCategories.categoryId, categoryId ?? ""),
      ),
    );
  const found = await onSale(storeId)
    .where(and(sold(scope), categoryId ? exists(inCategory) : undefined, beyond(order, decodeCursor(cursor))))
    .orderBy(asc(products.name), asc(products.id))
    .limit(size + 1);
  const rows = found.slice(0, size);
  const last = found.length > size ? rows.at(-1) : undefined;
  return { rows, nextCursor: last ? encodeCursor({ value: last.name, id: last.id }) : null };
}
export type MenuRow = Awaited<ReturnType<typeof listMenu>>["rows"][number];

/** The categories that something on sale in the store stands in, by name; at most a hundred. */
export async function listMenuCategories(scope: Scope, storeId: string) {
  const any = onSale(storeId)
    .innerJoin(
      productCategories,
      and(
        eq(productCategories.merchantId, products.merchantId),
        eq(productCategories.productId, products.id),
        eq(productCategories.categoryId, categories.id),
      ),
    )
    .where(sold(scope));
  return await db()
    .select({ id: categories.id, name: categories.name })
    .from(categories)
    .where(and(eq(categories.merchantId, scope.merchantId), isNull(categories.archivedAt), exists(any)))
    .orderBy(asc(categories.name))
    .limit(100);
}
