import type { Instant } from "@/lib/kernel/time";

/**
 * How money that is to go back stands: whether its provider said that it cannot, and whether somebody paid it by hand; how, a
 * payee's name and account as like as not, is for those alone who may say so (`mayReadHow`).
 */
export function moneyState(
  row: {
    readonly backAt: Instant | null;
    readonly failedAt: Instant | null;
    readonly settledBy: string | null;
    readonly settledHow: string | null;
  },
  mayReadHow: boolean,
): { readonly isFailed: boolean; readonly isByHand: boolean; readonly how: string | null } {
  const isFailed = row.backAt === null && row.failedAt !== null;
  return { isFailed, isByHand: row.settledBy !== null, how: mayReadHow ? row.settledHow : null };
}
