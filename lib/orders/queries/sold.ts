import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { stores } from "@/db/schema/merchants";
import { listProducts } from "@/lib/catalogue/queries/products";
import type { Scope } from "@/lib/platform/auth/scope";

export type SoldAsked = {
  readonly storeId: string;
  readonly text: string;
  /** Only these: two hundred at most, as many as a cart has lines. */
  readonly ids?: readonly string[];
};

/** So many are told where they are looked for by their names, and where they are named. */
const FOUND = 20;
const NAMED = 200;

/**
 * What a store sells now under part of a name or a whole SKU, at its price in the store's currency: twenty at most. Nothing
 * for a store that is not the reader's.
 */
export async function findSold(scope: Scope, { storeId, text, ids }: SoldAsked) {
  const reach = scope.storeId ? [scope.storeId] : scope.storeIds;
  if (reach !== "all" && !reach.includes(storeId)) return [];
  const [store] = await db()
    .select({ currency: stores.currency })
    .from(stores)
    .where(and(eq(stores.merchantId, scope.merchantId), eq(stores.id, storeId)));
  if (!store) return [];
  const size = ids ? NAMED : FOUND;
  const { rows } = await listProducts(scope, { q: text, ids, storeIds: [storeId], size });
  return rows.flatMap(({ id, name, sku, prices }) => {
    const price = prices.find(({ currency }) => currency === store.currency);
    return price ? [{ id, name, sku, priceMinor: price.priceMinor, onOffer: price.onOffer }] : [];
  });
}
export type SoldProduct = Awaited<ReturnType<typeof findSold>>[number];
