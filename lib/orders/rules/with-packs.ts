/** A pack bought with an order; `priceMinor` of the order's currency. */
type PackOfOrder = { readonly status: string; readonly priceMinor: number };

/** What an order and the packs bought with it come to, in minor units of the order's currency. */
export type OrderWithPacks = {
  readonly packsMinor: number;
  /** What is, or was, paid in one sum. */
  readonly togetherMinor: number;
  /** What was given back of it, each by its own rules. */
  readonly refundedMinor: number;
};

/** Sums of an order with its packs. What was never paid of them counts nowhere; null = there is no pack but such. */
export function sumsWithPacks(
  order: { readonly totalMinor: number; readonly refundedMinor: number },
  packs: readonly PackOfOrder[],
): OrderWithPacks | null {
  const kept = packs.filter(({ status }) => status !== "cancelled");
  if (kept.length === 0) return null;
  const sum = (some: readonly PackOfOrder[]) => some.reduce((all, { priceMinor }) => all + priceMinor, 0);
  const packsMinor = sum(kept);
  return {
    packsMinor,
    togetherMinor: order.totalMinor + packsMinor,
    refundedMinor: order.refundedMinor + sum(kept.filter(({ status }) => status === "refunded")),
  };
}
