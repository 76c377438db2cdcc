import { goodsOf, scopeOf } from "@/lib/pricing/scope";
import type { Cart, Terms } from "@/lib/pricing/shapes";

/** Which lines count for a coupon, by pricing's own rule; of a coupon for one product those of it. */
function countedLines(cart: Cart, terms: Terms): number {
  const { lines } = scopeOf(goodsOf(cart), terms);
  const { benefit } = terms;
  if (benefit.type !== "product") return lines.length;
  return lines.filter((index) => cart.lines[index]?.productId === benefit.productId).length;
}

/**
 * Whether nothing of the cart counts for the coupon only because what it is for is on offer, and it does not combine with
 * other offers (pricing.md section 2): what `no_eligible_product` means then.
 */
export function isHeldByOffers(cart: Cart, terms: Terms): boolean {
  const { conditions } = terms;
  if (conditions.combinesWithOffers || !cart.lines.some(({ onOffer }) => onOffer)) return false;
  const wide = { ...terms, conditions: { ...conditions, combinesWithOffers: true } };
  return countedLines(cart, terms) === 0 && countedLines(cart, wide) > 0;
}
