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

/**
 * What is to be paid now for an order in one sum, the packs that are still to be paid with it included, in minor units of its
 * currency; 0 once it is paid, and when it is over.
 */
export function toPayMinor(
  order: { readonly status: string; readonly totalMinor: number },
  packs: readonly PackOfOrder[],
): number {
  if (order.status !== "placed") return 0;
  const unpaid = packs.filter(({ status }) => status === "placed");
  return unpaid.reduce((sum, { priceMinor }) => sum + priceMinor, order.totalMinor);
}

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
