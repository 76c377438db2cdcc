import { and, asc, count, desc, eq, ilike, inArray, isNull, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { categories, productCategories, products } from "@/db/schema/catalogue";
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

export type CategoryListQuery = {
  readonly q?: string;
  readonly status?: readonly ShelfState[];
  /** Only these. */
  readonly ids?: readonly string[];
  readonly sort?: "name" | "created";
  readonly descending?: boolean;
  readonly cursor?: string | null;
  readonly size?: number;
};

/** The category list (C-71), with how many products on sale stand in each. */
export async function listCategories(scope: Scope, query: CategoryListQuery = {}) {
  const { q = "", status = ["active"], ids, sort = "name", descending = false, size = 25 } = query;
  const where = and(
    eq(categories.merchantId, scope.merchantId),
    inState(categories.archivedAt, status),
    ids ? inArray(categories.id, [...ids]) : undefined,
    q ? ilike(categories.name, contains(q)) : undefined,
  );
  const order: Order = {
    key: sort === "name" ? categories.name : categories.createdAt,
    id: categories.id,
    descending,
    isTime: sort === "created",
  };
  const direction = descending ? desc : asc;
  const standing = db()
    .select({ count: count() })
    .from(productCategories)
    .innerJoin(
      products,
      and(
        eq(products.merchantId, productCategories.merchantId),
        eq(products.id, productCategories.productId),
      ),
    )
    .where(
      and(
        eq(productCategories.merchantId, categories.merchantId),
        eq(productCategories.categoryId, categories.id),
        isNull(products.archivedAt),
      ),
    );
  const [found, [total]] = await Promise.all([
    db()
      .select({
        id: categories.id,
        name: categories.name,
        archivedAt: categories.archivedAt,
        createdAt: categories.createdAt,
        products: sql<number>`(${standing})`.mapWith(Number),
      })
      .from(categories)
      .where(and(where, beyond(order, decodeCursor(query.cursor))))
      .orderBy(direction(order.key), direction(order.id))
      .limit(size + 1),
    db()
      .select({ count: count() })
      .from(
        db()
          .select(one)
          .from(categories)
          .where(where)
          .limit(COUNT_CAP + 1)
          .as("some"),
      ),
  ]);
  const rows = found.slice(0, size);
  const last = found.length > size ? rows.at(-1) : undefined;
  const value = last && (order.isTime ? last.createdAt.toISOString() : last.name);
  return {
    rows,
    total: total?.count ?? 0,
    nextCursor: last && value !== undefined ? encodeCursor({ value, id: last.id }) : null,
  };
}

export type CategoryRow = Awaited<ReturnType<typeof listCategories>>["rows"][number];

/** The categories a product may stand in, by name: those in use, and those named in `kept`. */
export async function categoryOptions(scope: Scope, kept: readonly string[] = []) {
  return await db()
    .select({ id: categories.id, name: categories.name })
    .from(categories)
    .where(
      and(
        eq(categories.merchantId, scope.merchantId),
        kept.length > 0
          ? or(isNull(categories.archivedAt), inArray(categories.id, [...kept]))
          : isNull(categories.archivedAt),
      ),
    )
    .orderBy(asc(categories.name))
    .limit(500);
}
