import type { Tx } from "@/db/client";
import { takeHowOut } from "@/lib/payments/repository/refunds";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Takes out what was written in words on the money of a member who is forgotten (S-39): how it was paid back by hand, for orders
 * and for packs. Amounts and who paid stay. Any number of times it comes to the same.
 */
export async function forgetPayer(tx: Tx, scope: Scope, memberId: string): Promise<void> {
  await takeHowOut(tx, scope, memberId);
}
