import { nameOf } from "@/lib/pricing/entry";
import { priceCart } from "@/lib/pricing/price-cart";
import type { Candidate, Cart, Quote } from "@/lib/pricing/shapes";

/** Every subset of at most `size` of `all`, the empty one first. */
export function* subsets<T>(all: readonly T[], size: number, from = 0): Generator<T[]> {
  yield [];
  if (size === 0) return;
  for (let i = from; i < all.length; i++) {
    for (const rest of subsets(all, size - 1, i + 1)) yield [all[i] as T, ...rest];
  }
}

const lists = (set: readonly Candidate[]) => [
  set.map(({ validUntil }) => validUntil?.getTime() ?? Number.MAX_VALUE).sort((a, b) => a - b),
  set.map(({ issuedAt }) => issuedAt.getTime()).sort((a, b) => a - b),
  // Vouchers before codes, each by code unit.
  set.map((candidate) => `${candidate.voucherId === null ? 1 : 0}${nameOf(candidate)}`).sort(),
];

/** Whether `a` is the better set of two that save as much with as many vouchers. */
function isEarlier(a: readonly Candidate[], b: readonly Candidate[]): boolean {
  const [one, two] = [lists(a), lists(b)];
  for (const [i, list] of one.entries()) {
    for (const [j, value] of list.entries()) {
      const other = two[i]?.[j] ?? value;
      if (value !== other) return value < other;
    }
  }
  return false;
}

const saved = (quote: Quote) => quote.discountMinor + quote.deliveryDiscountMinor;

/**
 * The best set as section 8 words it, by pricing every set of candidates that could each be used alone as a chosen one.
 * The yardstick of the search, in tests and in the benchmark; far too slow for anything else.
 */
export function exhaustiveBest(cart: Cart, candidates: readonly Candidate[]): Quote {
  const chosen = (set: readonly Candidate[]) => priceCart(cart, set, set.map(nameOf));
  const usable = candidates.filter((candidate) => chosen([candidate]).notApplied.length === 0);
  let best: { set: readonly Candidate[]; quote: Quote } = { set: [], quote: chosen([]) };
  for (const set of subsets(usable, cart.maxVouchersPerOrder)) {
    const quote = chosen(set);
    if (quote.notApplied.length > 0) continue;
    const more = saved(quote) - saved(best.quote) || best.set.length - set.length;
    if (more > 0 || (more === 0 && isEarlier(set, best.set))) best = { set, quote };
  }
  return best.quote;
}
