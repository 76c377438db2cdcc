import { inTransaction } from "@/db/transaction";
import { takeWordsOut } from "@/lib/packs/repository/gifts";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Takes out what was written in words about the packs of a member who is forgotten (S-39): notes, reasons and answers. What
 * was sold, given and refunded stays, as nobody's; nothing is delivered to them any more. Any number of times it comes to
 * the same.
 */
export async function forgetMember(scope: Scope, memberId: string): Promise<void> {
  await inTransaction((tx) => takeWordsOut(tx, scope, memberId));
}
