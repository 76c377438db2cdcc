import { and, asc, eq, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { categories, productCategories, productPrices, productStores, products } from "@/db/schema/catalogue";
import { merchants, stores } from "@/db/schema/merchants";
import type { ShelfFacts } from "@/lib/catalogue/rules";
import type { ProductInput } from "@/lib/catalogue/schema";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

const productOf = (scope: Scope, id: string) =>
  and(eq(products.merchantId, scope.merchantId), eq(products.id, id));
const categoryOf = (scope: Scope, id: string) =>
  and(eq(categories.merchantId, scope.merchantId), eq(categories.id, id));

/** One writer of the merchant's catalogue at a time, until the transaction ends: names and SKUs asked for stay as told. */
export async function lockCatalogue(tx: Tx, scope: Scope): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`catalogue:${scope.merchantId}`}, 0))`,
  );
}

/** What decides whether a product may be kept; `productId` names one that exists already. */
export async function loadShelfFacts(tx: Tx, scope: Scope, productId: string | null): Promise<ShelfFacts> {
  const of = scope.merchantId;
  const [merchant] = await tx
    .select({ currency: merchants.currency })
    .from(merchants)
    .where(eq(merchants.id, of));
  const open = await tx
    .select({ id: stores.id, currency: stores.currency })
    .from(stores)
    .where(and(eq(stores.merchantId, of), isNull(stores.archivedAt)));
  const standing = productId ? await loadParts(tx, scope, productId) : null;
  const usable = await tx
    .select({ id: categories.id })
    .from(categories)
    .where(
      and(
        eq(categories.merchantId, of),
        standing && standing.categoryIds.length > 0
          ? or(isNull(categories.archivedAt), inArray(categories.id, standing.categoryIds))
          : isNull(categories.archivedAt),
      ),
    );
  return {
    stores: open,
    currency: merchant?.currency ?? "",
    categoryIds: usable.map((row) => row.id),
    keptStoreIds: standing?.storeIds ?? [],
  };
}

/** Whether another product of the merchant has this SKU. Call with the catalogue locked. */
export async function skuTaken(tx: Tx, scope: Scope, sku: string, except: string | null): Promise<boolean> {
  const rows = await tx
    .select({ id: products.id })
    .from(products)
    .where(
      and(
        eq(products.merchantId, scope.merchantId),
        eq(products.sku, sku),
        except ? ne(products.id, except) : undefined,
      ),
    );
  return rows.length > 0;
}

/** Keeps a new product with its categories, prices and stores; gives its id. */
export async function insertProduct(tx: Tx, scope: Scope, product: ProductInput): Promise<string> {
  const id = newId("prd");
  const { name, translations, sku, storeIds } = product;
  await tx
    .insert(products)
    .values({ merchantId: scope.merchantId, id, name, translations, sku, allStores: storeIds === "all" });
  await insertParts(tx, scope, id, product);
  return id;
}

async function insertParts(tx: Tx, scope: Scope, productId: string, product: ProductInput): Promise<void> {
  const of = { merchantId: scope.merchantId, productId };
  const { categoryIds, prices, storeIds } = product;
  if (categoryIds.length > 0) {
    await tx
      .insert(productCategories)
      .values([...new Set(categoryIds)].map((categoryId) => ({ ...of, categoryId })));
  }
  if (prices.length > 0) await tx.insert(productPrices).values(prices.map((price) => ({ ...of, ...price })));
  if (storeIds !== "all") {
    await tx.insert(productStores).values([...new Set(storeIds)].map((storeId) => ({ ...of, storeId })));
  }
}

async function loadParts(tx: Tx, scope: Scope, productId: string) {
  const of = <T extends typeof productCategories | typeof productPrices | typeof productStores>(table: T) =>
    and(eq(table.merchantId, scope.merchantId), eq(table.productId, productId));
  const shelves = await tx
    .select({ id: productCategories.categoryId })
    .from(productCategories)
    .where(of(productCategories))
    .orderBy(asc(productCategories.categoryId));
  const prices = await tx
    .select({
      currency: productPrices.currency,
      priceMinor: productPrices.priceMinor,
      onOffer: productPrices.onOffer,
    })
    .from(productPrices)
    .where(of(productPrices))
    .orderBy(asc(productPrices.currency));
  const sold = await tx
    .select({ id: productStores.storeId })
    .from(productStores)
    .where(of(productStores))
    .orderBy(asc(productStores.storeId));
  return { categoryIds: shelves.map((row) => row.id), prices, storeIds: sold.map((row) => row.id) };
}

/** Locks a product until the transaction ends and loads all of it. Throws `not_found`. */
export async function lockProduct(tx: Tx, scope: Scope, productId: string) {
  const [row] = await tx.select().from(products).where(productOf(scope, productId)).for("update");
  if (!row) throw new AppError("not_found");
  const parts = await loadParts(tx, scope, productId);
  return { ...row, ...parts, storeIds: row.allStores ? ("all" as const) : parts.storeIds };
}

/** Writes a locked product anew and raises its revision, which it gives. */
export async function updateProduct(
  tx: Tx,
  scope: Scope,
  productId: string,
  product: ProductInput,
): Promise<number> {
  for (const table of [productCategories, productPrices, productStores]) {
    await tx.delete(table).where(and(eq(table.merchantId, scope.merchantId), eq(table.productId, productId)));
  }
  await insertParts(tx, scope, productId, product);
  const { name, translations, sku, storeIds } = product;
  return await bumpProduct(tx, scope, productId, { name, translations, sku, allStores: storeIds === "all" });
}

/** Takes a locked product off sale or puts it back. */
export async function markProduct(tx: Tx, scope: Scope, productId: string, archivedAt: Instant | null) {
  await bumpProduct(tx, scope, productId, { archivedAt });
}

async function bumpProduct(tx: Tx, scope: Scope, id: string, change: Partial<typeof products.$inferInsert>) {
  const [row] = await tx
    .update(products)
    .set({ ...change, revision: sql`${products.revision} + 1`, updatedAt: sql`now()` })
    .where(productOf(scope, id))
    .returning({ revision: products.revision });
  if (!row) throw new Error("a locked product is gone");
  return row.revision;
}

/** Whether another category in use has this name, letter case aside. Call with the catalogue locked. */
export async function categoryNameTaken(tx: Tx, scope: Scope, name: string, except: string | null) {
  const rows = await tx
    .select({ id: categories.id })
    .from(categories)
    .where(
      and(
        eq(categories.merchantId, scope.merchantId),
        sql`lower(${categories.name}) = lower(${name})`,
        isNull(categories.archivedAt),
        except ? ne(categories.id, except) : undefined,
      ),
    );
  return rows.length > 0;
}

/** Keeps a new category; gives its id. */
export async function insertCategory(tx: Tx, scope: Scope, name: string): Promise<string> {
  const id = newId("cat");
  await tx.insert(categories).values({ merchantId: scope.merchantId, id, name });
  return id;
}

/** Locks a category until the transaction ends. Throws `not_found`. */
export async function lockCategory(tx: Tx, scope: Scope, categoryId: string) {
  const [row] = await tx.select().from(categories).where(categoryOf(scope, categoryId)).for("update");
  if (!row) throw new AppError("not_found");
  return row;
}

/** Writes what changed of a locked category. */
export async function updateCategory(
  tx: Tx,
  scope: Scope,
  categoryId: string,
  change: { name?: string; archivedAt?: Instant | null },
): Promise<void> {
  await tx
    .update(categories)
    .set({ ...change, revision: sql`${categories.revision} + 1`, updatedAt: sql`now()` })
    .where(categoryOf(scope, categoryId));
}

/** A product that a store sells, its price in the store's currency, and whether that is a promotion's already. */
export type OnSale = {
  readonly id: string;
  readonly name: string;
  readonly priceMinor: number;
  readonly onOffer: boolean;
};

/** Of these products those on sale in the store now, with the price in its currency; the others are left out. */
export async function loadOnSale(
  reader: Reader,
  scope: Scope,
  { storeId, ids }: { readonly storeId: string; readonly ids: readonly string[] },
): Promise<OnSale[]> {
  if (ids.length === 0) return [];
  return await reader
    .select({
      id: products.id,
      name: products.name,
      priceMinor: productPrices.priceMinor,
      onOffer: productPrices.onOffer,
    })
    .from(products)
    .innerJoin(
      stores,
      and(eq(stores.merchantId, products.merchantId), eq(stores.id, storeId), isNull(stores.archivedAt)),
    )
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
    .where(
      and(
        eq(products.merchantId, scope.merchantId),
        inArray(products.id, [...ids]),
        isNull(products.archivedAt),
        or(eq(products.allStores, true), isNotNull(productStores.storeId)),
      ),
    );
}
