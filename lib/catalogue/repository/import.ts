import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { categories, productCategories, productPrices, productStores, products } from "@/db/schema/catalogue";
import { merchants, stores } from "@/db/schema/merchants";
import type {
  ImportFacts,
  KnownProduct,
  PlannedImport,
  PlannedProduct,
  ProductRow,
} from "@/lib/catalogue/rules/import";
import { newId } from "@/lib/kernel/id";
import type { Scope } from "@/lib/platform/auth/scope";

/** What is known of the products, stores and categories that the rows name. Call with the catalogue locked. */
export async function loadImportFacts(
  tx: Tx,
  scope: Scope,
  rows: readonly ProductRow[],
): Promise<ImportFacts> {
  const of = scope.merchantId;
  const [merchant] = await tx
    .select({ currency: merchants.currency })
    .from(merchants)
    .where(eq(merchants.id, of));
  const open = await tx
    .select({ id: stores.id, name: stores.name, code: stores.code, currency: stores.currency })
    .from(stores)
    .where(and(eq(stores.merchantId, of), isNull(stores.archivedAt)));
  const names = [...new Set(rows.flatMap((row) => row.categories.map((name) => name.toLowerCase())))];
  const named =
    names.length === 0
      ? []
      : await tx
          .select({ id: categories.id, name: categories.name })
          .from(categories)
          .where(
            and(
              eq(categories.merchantId, of),
              isNull(categories.archivedAt),
              inArray(sql`lower(${categories.name})`, names),
            ),
          );
  const byName = open.map(({ id, name }) => [name.toLowerCase(), id] as const);
  const byCode = open
    .filter(({ code }) => code !== "")
    .map(({ id, code }) => [code.toLowerCase(), id] as const);
  return {
    stores: open,
    currency: merchant?.currency ?? "",
    bySku: await loadBySku(tx, scope, rows),
    // A code is one store's; where it is also a name, the store of that name is meant.
    storeIds: new Map([...byCode, ...byName]),
    categoryIds: new Map(named.map(({ id, name }) => [name.toLowerCase(), id])),
  };
}

async function loadBySku(tx: Tx, scope: Scope, rows: readonly ProductRow[]) {
  const skus = rows.map((row) => row.sku).filter(Boolean);
  if (skus.length === 0) return new Map<string, KnownProduct>();
  const found = await tx
    .select({ id: products.id, sku: products.sku, name: products.name, allStores: products.allStores })
    .from(products)
    .where(and(eq(products.merchantId, scope.merchantId), inArray(products.sku, skus)))
    .orderBy(asc(products.id))
    .for("update");
  const ids = found.map((row) => row.id);
  if (ids.length === 0) return new Map<string, KnownProduct>();
  const of = (table: typeof productCategories | typeof productPrices | typeof productStores) =>
    and(eq(table.merchantId, scope.merchantId), inArray(table.productId, ids));
  const shelves = await tx.select().from(productCategories).where(of(productCategories));
  const prices = await tx.select().from(productPrices).where(of(productPrices));
  const sold = await tx.select().from(productStores).where(of(productStores));
  const parts = { shelves: perProduct(shelves), prices: perProduct(prices), sold: perProduct(sold) };
  return new Map(
    found.map(({ id, sku, name, allStores }) => [
      sku ?? "",
      {
        ...{ id, name },
        categoryIds: (parts.shelves.get(id) ?? []).map((row) => row.categoryId).sort(),
        storeIds: allStores ? ("all" as const) : (parts.sold.get(id) ?? []).map((row) => row.storeId).sort(),
        prices: (parts.prices.get(id) ?? [])
          .map(({ currency, priceMinor, onOffer }) => ({ currency, priceMinor, onOffer }))
          .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
      },
    ]),
  );
}

function perProduct<R extends { readonly productId: string }>(rows: readonly R[]): Map<string, R[]> {
  const found = new Map<string, R[]>();
  for (const row of rows) {
    const list = found.get(row.productId);
    if (list) list.push(row);
    else found.set(row.productId, [row]);
  }
  return found;
}

/** A product with its id, and all its categories by theirs. */
type Written = Omit<PlannedProduct, "newCategories"> & { readonly id: string };

export type AppliedImport = {
  readonly created: readonly Written[];
  readonly updated: readonly (Written & { readonly before: KnownProduct })[];
  /** Categories that were made, by id. */
  readonly categories: ReadonlyMap<string, string>;
};

/** Writes what an import comes to, in a few statements however many rows. Call with the catalogue locked. */
export async function applyImport(tx: Tx, scope: Scope, plan: PlannedImport): Promise<AppliedImport> {
  const all = [...plan.create, ...plan.update];
  const made = await insertCategories(tx, scope, all);
  const whole = <P extends PlannedProduct>({ newCategories, ...rest }: P) => ({
    ...rest,
    categoryIds: [
      ...rest.categoryIds,
      ...newCategories.flatMap((name) => made.byName.get(name.toLowerCase()) ?? []),
    ],
  });
  const created = plan.create.map((one) => ({ ...whole(one), id: newId("prd") }));
  const updated = plan.update.map((one) => whole(one));
  if (created.length > 0) await tx.insert(products).values(created.map((one) => rowOf(scope, one)));
  await updateProducts(tx, scope, updated);
  await writeParts(tx, scope, [...created, ...updated]);
  return { created, updated, categories: made.names };
}

async function insertCategories(tx: Tx, scope: Scope, all: readonly PlannedProduct[]) {
  const wanted = new Map<string, string>();
  for (const { newCategories } of all) {
    for (const name of newCategories)
      if (!wanted.has(name.toLowerCase())) wanted.set(name.toLowerCase(), name);
  }
  const rows = [...wanted.values()].map((name) => ({ merchantId: scope.merchantId, id: newId("cat"), name }));
  if (rows.length > 0) await tx.insert(categories).values(rows);
  return {
    byName: new Map(rows.map(({ id, name }) => [name.toLowerCase(), id])),
    names: new Map(rows.map(({ id, name }) => [id, name])),
  };
}

const rowOf = (scope: Scope, { id, name, sku, storeIds }: Written) => ({
  ...{ merchantId: scope.merchantId, id, name, sku },
  allStores: storeIds === "all",
});

async function updateProducts(tx: Tx, scope: Scope, updated: readonly Written[]): Promise<void> {
  if (updated.length === 0) return;
  const json = JSON.stringify(updated.map((one) => rowOf(scope, one)));
  const ids = updated.map((one) => one.id);
  await tx.execute(sql`
    update ${products} p set name = v.name, all_stores = v."allStores", revision = p.revision + 1, updated_at = now()
    from jsonb_to_recordset(${json}::jsonb) v(id text, name text, "allStores" boolean)
    where p.merchant_id = ${scope.merchantId} and p.id = v.id`);
  for (const table of [productCategories, productPrices, productStores]) {
    await tx.delete(table).where(and(eq(table.merchantId, scope.merchantId), inArray(table.productId, ids)));
  }
}

async function writeParts(tx: Tx, scope: Scope, all: readonly Written[]): Promise<void> {
  const of = ({ id }: Written) => ({ merchantId: scope.merchantId, productId: id });
  const shelves = all.flatMap((one) => one.categoryIds.map((categoryId) => ({ ...of(one), categoryId })));
  const prices = all.flatMap((one) => one.prices.map((price) => ({ ...of(one), ...price })));
  const sold = all.flatMap((one) =>
    one.storeIds === "all" ? [] : one.storeIds.map((storeId) => ({ ...of(one), storeId })),
  );
  if (shelves.length > 0) await tx.insert(productCategories).values(shelves);
  if (prices.length > 0) await tx.insert(productPrices).values(prices);
  if (sold.length > 0) await tx.insert(productStores).values(sold);
}
