import type { Tx } from "@/db/client";
import { type LockedMember, lockFreeMemberRows, lockMemberRow } from "@/lib/members/repository/payments";
import type { Scope } from "@/lib/platform/auth/scope";

export type { LockedMember };

/**
 * Puts whatever happens to a member's vouchers, orders and balances in a row: holds their row until the transaction ends.
 * Null = the merchant has no such member, or has forgotten them. Claims do not take it.
 */
export async function lockMember(tx: Tx, scope: Scope, memberId: string): Promise<LockedMember | null> {
  return await lockMemberRow(tx, scope, memberId);
}

/** As `lockMember` for many at once, but waits for nobody: tells which of them are held now. */
export async function lockFreeMembers(
  tx: Tx,
  scope: Scope,
  memberIds: readonly string[],
): Promise<ReadonlySet<string>> {
  return new Set(memberIds.length > 0 ? await lockFreeMemberRows(tx, scope, memberIds) : []);
}
