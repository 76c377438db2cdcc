import { and, eq, sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Reader } from "@/db/client";
import { productCategories, productPrices, products } from "@/db/schema/catalogue";
import { merchants, stores } from "@/db/schema/merchants";
import type { Scope } from "@/lib/platform/auth/scope";

/** These stores, and what their merchant says of orders, by id; those the merchant does not have are left out. */
export async function loadStores(reader: Reader, scope: Scope, storeIds: readonly string[]) {
  const rows = await reader
    .select({
      id: stores.id,
      currency: stores.currency,
      timeZone: stores.timeZone,
      archivedAt: stores.archivedAt,
      regions: stores.regions,
      deliveryMinor: stores.deliveryMinor,
      merchantZone: merchants.timeZone,
      maxVouchersPerOrder: merchants.maxVouchersPerOrder,
      refundBasis: merchants.refundBasis,
    })
    .from(stores)
    .innerJoin(merchants, eq(merchants.id, stores.merchantId))
    .where(and(eq(stores.merchantId, scope.merchantId), among(stores.id, storeIds)));
  return new Map(rows.map((row) => [row.id, row]));
}

/** As `loadStores`, of one; null = not here. */
export async function loadStore(reader: Reader, scope: Scope, storeId: string) {
  return (await loadStores(reader, scope, [storeId])).get(storeId) ?? null;
}
export type StoreFacts = NonNullable<Awaited<ReturnType<typeof loadStore>>>;

export type ProductFacts = {
  readonly name: string;
  readonly categoryIds: readonly string[];
  /** The currencies in which its price is on offer. */
  readonly offerCurrencies: readonly string[];
};

/** Names, categories and offers of these products; those the merchant does not have are left out. */
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
      offerCurrencies: sql<string[]>`array(select ${productPrices.currency} from ${productPrices}
        where ${productPrices.merchantId} = ${products.merchantId} and ${productPrices.productId} = ${products.id}
          and ${productPrices.onOffer})`,
    })
    .from(products)
    .where(and(eq(products.merchantId, scope.merchantId), among(products.id, ids)));
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}
