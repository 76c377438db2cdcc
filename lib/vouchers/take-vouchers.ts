import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/platform/auth/scope";
import { type LockedVoucher, lockVouchers } from "@/lib/vouchers/repository/moves";

/**
 * These vouchers under lock, in the order of their ids, for whoever decides about all of them together. Call it with their
 * member locked. Those the merchant does not have are left out.
 */
export async function takeVouchers(
  tx: Tx,
  scope: Scope,
  ids: readonly string[],
): Promise<readonly LockedVoucher[]> {
  return await lockVouchers(tx, scope, ids);
}
