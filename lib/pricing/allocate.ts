/** A share of an amount: its whole minor units, and what is left over as a fraction of `total`. */
type Share = { readonly floor: number; readonly rest: number };

/** floor(amount x weight / total) and the remainder, exactly: through BigInt where the product may pass 2^53. */
export function shareOf(amount: number, weight: number, total: number): Share {
  const product = amount * weight;
  if (product <= Number.MAX_SAFE_INTEGER) {
    const rest = product % total;
    return { floor: (product - rest) / total, rest };
  }
  const exact = BigInt(amount) * BigInt(weight);
  return { floor: Number(exact / BigInt(total)), rest: Number(exact % BigInt(total)) };
}

/** Takes the largest remainder there is, the lowest of equal ones: gives its index, and nothing is left of it; -1 = none is. */
export function takeLargest(rests: number[]): number {
  let [found, most] = [-1, 0];
  for (let i = 0; i < rests.length; i++) {
    const rest = rests[i] ?? 0;
    if (rest <= most) continue;
    found = i;
    most = rest;
  }
  if (found >= 0) rests[found] = 0;
  return found;
}

/**
 * `amount` spread over `weights` by largest remainder, ties to the lower index (pricing.md section 5). The parts sum to
 * `amount`; no part is more than its weight, and a weight of nothing gets nothing. `amount` is at most their sum.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  if (amount === 0) return weights.map(() => 0);
  let total = 0;
  for (const weight of weights) total += weight;
  let over = amount;
  const rests = weights.map(() => 0);
  const parts = weights.map((weight, i) => {
    const { floor, rest } = shareOf(amount, weight, total);
    over -= floor;
    rests[i] = rest;
    return floor;
  });
  // More have a remainder than there are units over: the remainders come to as many wholes, and each is less than one.
  for (; over > 0; over--) {
    const index = takeLargest(rests);
    if (index < 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
  }
  return parts;
}
