import { inTransaction } from "@/db/transaction";
import { findHolders } from "@/lib/orders/repository/orders";
import type { Scope } from "@/lib/platform/auth/scope";

/** An order that is not paid and holds a voucher until it is, or until it is cancelled. */
export type HoldingOrder = { readonly id: string; readonly number: string };

/** Which unpaid order holds each of these vouchers, which their reader was shown; those that none holds are left out. Changes nothing. */
export async function findHolding(
  scope: Scope,
  vouchers: readonly { readonly id: string; readonly status: string }[],
): Promise<ReadonlyMap<string, HoldingOrder>> {
  const ids = vouchers.flatMap(({ id, status }) => (status === "reserved" ? [id] : []));
  return ids.length === 0 ? new Map() : await inTransaction((tx) => findHolders(tx, scope, ids));
}
