import type { Instant } from "@/lib/kernel/time";
import { can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * How money that is to go back stands: whether its provider said that it cannot, and whether somebody paid it by hand; how, a
 * payee's name and account as like as not, is for those alone who may say so.
 */
export function moneyState(
  { role }: Scope,
  row: {
    readonly backAt: Instant | null;
    readonly failedAt: Instant | null;
    readonly settledBy: string | null;
    readonly settledHow: string | null;
  },
): { readonly isFailed: boolean; readonly isByHand: boolean; readonly how: string | null } {
  const isFailed = row.backAt === null && row.failedAt !== null;
  return { isFailed, isByHand: row.settledBy !== null, how: can(role, "refund.settle") ? row.settledHow : null };
}
