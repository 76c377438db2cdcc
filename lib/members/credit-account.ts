import type { Tx } from "@/db/client";
import type { Instant } from "@/lib/kernel/time";
import { addEntry } from "@/lib/members/repository/accounts";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Credits a member with what a voucher of theirs is worth, in the transaction that uses it: points, or minor units of
 * `unit`'s currency. Once for each voucher (M6); gives the balance after it.
 */
export async function creditAccount(
  tx: Tx,
  scope: Scope,
  credit: {
    readonly memberId: string;
    readonly unit: string;
    readonly amount: number;
    readonly voucherId: string;
    readonly now: Instant;
  },
): Promise<number> {
  const { memberId, unit, amount, voucherId, now } = credit;
  const balance = await addEntry(tx, scope, {
    ...{ memberId, unit, now, change: amount },
    ...{ cause: "voucher", causeId: voucherId, note: "" },
  });
  if (balance === null) throw new Error("a credit lowered a balance");
  return balance;
}
