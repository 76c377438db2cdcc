import type { Instant } from "@/lib/kernel/time";

/** How money that is to go back stands: whether its provider said that it cannot, and whether somebody paid it by hand. */
export function moneyState(row: {
  readonly backAt: Instant | null;
  readonly failedAt: Instant | null;
  readonly settledBy: string | null;
}): { readonly isFailed: boolean; readonly isByHand: boolean } {
  return { isFailed: row.backAt === null && row.failedAt !== null, isByHand: row.settledBy !== null };
}
