import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { accountEntries, memberAccounts } from "@/db/schema/accounts";
import { merchants } from "@/db/schema/merchants";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import { balancesOf } from "@/lib/members/rules";
import type { Scope } from "@/lib/platform/auth/scope";

export type AccountEntry = {
  readonly memberId: string;
  /** `points`, or a currency. */
  readonly unit: string;
  /** Points, or minor units of the currency; plus = credited. */
  readonly change: number;
  readonly cause: "voucher" | "staff";
  readonly causeId: string;
  readonly note: string;
  readonly now: Instant;
};

/**
 * Changes a balance and writes its entry; gives the balance after it, or null where it would fall below zero, which writes
 * nothing. The row count is asserted by the constraint as well (M6). A cause that was counted before breaks the entry's
 * uniqueness and throws.
 */
export async function addEntry(tx: Tx, scope: Scope, entry: AccountEntry): Promise<number | null> {
  const { merchantId, actor } = scope;
  const { memberId, unit, change, now, ...rest } = entry;
  if (change > 0) {
    await tx.insert(memberAccounts).values({ merchantId, memberId, unit, balance: 0 }).onConflictDoNothing();
  }
  const [row] = await tx
    .update(memberAccounts)
    .set({ balance: sql`${memberAccounts.balance} + ${change}::bigint`, updatedAt: now })
    .where(
      and(
        eq(memberAccounts.merchantId, merchantId),
        eq(memberAccounts.memberId, memberId),
        eq(memberAccounts.unit, unit),
        sql`${memberAccounts.balance} + ${change}::bigint >= 0`,
      ),
    )
    .returning({ balance: memberAccounts.balance });
  if (!row) return null;
  await tx.insert(accountEntries).values({
    ...{ merchantId, id: newId("ent"), memberId, unit, change, balanceAfter: row.balance, at: now },
    ...{ actorType: actor.type, actorId: actor.id, ...rest },
  });
  return row.balance;
}

/** A member's balances as the transaction sees them, and the merchant's currency. */
export async function loadBalances(tx: Tx, scope: Scope, memberId: string) {
  const rows = await tx
    .select({ unit: memberAccounts.unit, balance: memberAccounts.balance })
    .from(memberAccounts)
    .where(and(eq(memberAccounts.merchantId, scope.merchantId), eq(memberAccounts.memberId, memberId)));
  const [merchant] = await tx
    .select({ currency: merchants.currency })
    .from(merchants)
    .where(eq(merchants.id, scope.merchantId));
  return balancesOf(rows, merchant?.currency ?? "");
}
