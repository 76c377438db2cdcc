import { priceCart } from "@/lib/pricing/price-cart";
import type { Candidate, Cart, Choice, Quote } from "@/lib/pricing/shapes";

/**
 * The price of a cart as it was loaded. Where vouchers that might have made a better set were not loaded, the best set is not
 * called optimal (pricing.md section 8); a chosen one always is.
 */
export function priceLoaded(
  loaded: { readonly cart: Cart; readonly candidates: readonly Candidate[]; readonly isWhole: boolean },
  choice: Choice,
): Quote {
  const quote = priceCart(loaded.cart, loaded.candidates, choice);
  return choice === "best" && !loaded.isWhole ? { ...quote, optimal: false } : quote;
}
