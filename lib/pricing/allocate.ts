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

/** The indexes of what has a remainder, the largest first; ties to the lower index. */
export function byRemainder(rests: readonly number[]): number[] {
  const indexes: number[] = [];
  rests.forEach((rest, index) => {
    if (rest > 0) indexes.push(index);
  });
  return indexes.sort((a, b) => (rests[b] ?? 0) - (rests[a] ?? 0) || a - b);
}

/**
 * `amount` spread over `weights` by largest remainder, ties to the lower index (pricing.md section 5). The parts sum to
 * `amount`; no part is more than its weight, and a weight of nothing gets nothing. `amount` is at most their sum.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  if (amount === 0) return weights.map(() => 0);
  let total = 0;
  for (const weight of weights) total += weight;
  const parts: number[] = [];
  const rests: number[] = [];
  let over = amount;
  for (const weight of weights) {
    const { floor, rest } = shareOf(amount, weight, total);
    parts.push(floor);
    rests.push(rest);
    over -= floor;
  }
  if (over === 0) return parts;
  for (const index of byRemainder(rests)) {
    parts[index] = (parts[index] ?? 0) + 1;
    if (--over === 0) break;
  }
  return parts;
}
