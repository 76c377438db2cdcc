import { inTransaction } from "@/db/transaction";
import { takeWordsOut } from "@/lib/orders/repository/refunds";
import { forgetPayer } from "@/lib/payments/forget-payer";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Takes out what was written in words on the orders of a member who is forgotten (S-39): notes, addresses, reasons and answers, and how
 * money, of their packs too, was paid back by hand. What was sold, paid and given back stays, as nobody's. Any number of times it comes to the same.
 */
export async function forgetMember(scope: Scope, memberId: string): Promise<void> {
  await inTransaction(async (tx) => {
    await takeWordsOut(tx, scope, memberId);
    await forgetPayer(tx, scope, memberId);
  });
}
