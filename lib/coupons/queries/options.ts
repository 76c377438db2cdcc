import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { categories, products } from "@/db/schema/catalogue";
import { merchants, stores } from "@/db/schema/merchants";
import { MOST_LISTED } from "@/lib/kernel/listed";
import type { Scope } from "@/lib/platform/auth/scope";

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
      .orderBy(asc(sql`${stores.archivedAt} is not null`), asc(stores.name))
      .limit(1000),
    db()
      .select({ id: categories.id, name: categories.name, archived: archived(categories.archivedAt) })
      .from(categories)
      .where(eq(categories.merchantId, scope.merchantId))
      .orderBy(asc(sql`${categories.archivedAt} is not null`), asc(categories.name))
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
      .limit(MOST_LISTED + productIds.length),
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
