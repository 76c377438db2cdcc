import type { ProductInput } from "@/lib/catalogue/schema";
import { type Refusal, refuse } from "@/lib/kernel/result";

export type ShelfFacts = {
  /** The merchant's open stores. */
  readonly stores: readonly { readonly id: string; readonly currency: string }[];
  /** Where there is no open store yet, prices are in this currency. */
  readonly currency: string;
  /** Categories in use, and those the product stands in already. */
  readonly categoryIds: readonly string[];
  /** Stores the product is sold in already, archived ones among them. */
  readonly keptStoreIds: readonly string[];
};

/** The currencies a product sold in `storeIds` needs a price in: those of the stores, or the merchant's own. */
export function currenciesNeeded(
  storeIds: "all" | readonly string[],
  facts: Pick<ShelfFacts, "stores" | "currency">,
): string[] {
  const sold = facts.stores.filter((store) => storeIds === "all" || storeIds.includes(store.id));
  const needed = [...new Set(sold.map((store) => store.currency))].sort();
  return needed.length > 0 ? needed : [facts.currency];
}

/**
 * Why a product may not be kept as it is written; null = it may. `category_unknown`, `store_unknown`,
 * `price_missing{currency}` for a currency its stores use, `currency_unused{currency}` for one no store uses.
 */
export function productRefusal(product: ProductInput, facts: ShelfFacts): Refusal | null {
  if (product.categoryIds.some((id) => !facts.categoryIds.includes(id)))
    return refuse("category_unknown").refusal;
  const known = [...facts.stores.map((store) => store.id), ...facts.keptStoreIds];
  if (product.storeIds !== "all" && product.storeIds.some((id) => !known.includes(id))) {
    return refuse("store_unknown").refusal;
  }
  const priced = product.prices.map((price) => price.currency);
  const missing = currenciesNeeded(product.storeIds, facts).find((currency) => !priced.includes(currency));
  if (missing) return refuse("price_missing", { currency: missing }).refusal;
  const used = [facts.currency, ...facts.stores.map((store) => store.currency)];
  const unused = priced.find((currency) => !used.includes(currency));
  return unused ? refuse("currency_unused", { currency: unused }).refusal : null;
}
