import type { Tx } from "@/db/client";
import { findOnSale } from "@/lib/catalogue/find-on-sale";
import { type Refusal, type Result, refuse } from "@/lib/kernel/result";
import { mayUse } from "@/lib/orders/load-cart";
import { type PlacedOrder, placeOrder } from "@/lib/orders/place-order";
import { loadStore } from "@/lib/orders/repository/facts";
import type { PlaceOrder } from "@/lib/orders/write-placed";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Staff order at the counter what the store sells now at its price of now; other systems name their own (`placeOrder`). The
 * same request id places one order, and is told of it whatever became of prices since. Refusals: `product_unknown{productId}`
 * (archived, or not sold in this store), `price_changed`, and those of `placeOrder`.
 */
export async function placeAtCounter(scope: Scope, placing: PlaceOrder): Promise<Result<PlacedOrder>> {
  // Asked once the request is known to be the first: a twin waits for it, and is told of its order at its price.
  return await placeOrder(scope, placing, (tx) => refusedBySale(tx, scope, placing.order));
}

/** What keeps the lines from being sold here at their prices; null = nothing, or what `placeOrder` tells better. */
async function refusedBySale(
  tx: Tx,
  scope: Scope,
  { storeId, lines }: PlaceOrder["order"],
): Promise<Refusal | null> {
  const store = await loadStore(tx, scope, storeId);
  if (!store || store.isArchived || !mayUse(scope, storeId)) return null;
  const ids = [...new Set(lines.map(({ productId }) => productId))];
  const onSale = await findOnSale(tx, scope, { storeId, ids });
  const gone = ids.find((id) => !onSale.has(id));
  if (gone) return refuse("product_unknown", { productId: gone }).refusal;
  const isMoved = lines.some(
    ({ productId, unitPriceMinor }) => onSale.get(productId)?.priceMinor !== unitPriceMinor,
  );
  return isMoved ? refuse("price_changed").refusal : null;
}
