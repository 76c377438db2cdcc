import { and, desc, eq, getTableColumns, lt } from "drizzle-orm";
import { db } from "@/db/client";
import { accountEntries, memberAccounts } from "@/db/schema/accounts";
import { members } from "@/db/schema/members";
import { merchants } from "@/db/schema/merchants";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import { visible } from "@/lib/members/queries/match";
import { balancesOf } from "@/lib/members/rules";
import type { Scope } from "@/lib/platform/auth/scope";

/** A member's points and their stored money in every currency they have some of. */
export async function memberAccountsOf(scope: Scope, memberId: string) {
  return await db()
    .select({ unit: memberAccounts.unit, balance: memberAccounts.balance })
    .from(memberAccounts)
    .innerJoin(
      members,
      and(eq(members.merchantId, memberAccounts.merchantId), eq(members.id, memberAccounts.memberId)),
    )
    .where(and(visible(scope), eq(members.id, memberId)))
    .orderBy(memberAccounts.unit)
    .limit(200);
}

/** A member's points and their stored money, as the API tells them. */
export async function memberBalances(scope: Scope, memberId: string) {
  const [rows, [merchant]] = await Promise.all([
    memberAccountsOf(scope, memberId),
    db().select({ currency: merchants.currency }).from(merchants).where(eq(merchants.id, scope.merchantId)),
  ]);
  return balancesOf(rows, merchant?.currency ?? "");
}

/** What changed a member's balances, newest first. */
export async function listAccountEntries(
  scope: Scope,
  memberId: string,
  query: { readonly unit?: string; readonly cursor?: string | null; readonly size?: number } = {},
) {
  const { unit, size = 25 } = query;
  const cursor = decodeCursor(query.cursor);
  const found = await db()
    .select(getTableColumns(accountEntries))
    .from(accountEntries)
    .innerJoin(
      members,
      and(eq(members.merchantId, accountEntries.merchantId), eq(members.id, accountEntries.memberId)),
    )
    .where(
      and(
        visible(scope),
        eq(accountEntries.merchantId, scope.merchantId),
        eq(accountEntries.memberId, memberId),
        unit ? eq(accountEntries.unit, unit) : undefined,
        cursor ? lt(accountEntries.id, cursor.id) : undefined,
      ),
    )
    .orderBy(desc(accountEntries.id))
    .limit(size + 1);
  const rows = found.slice(0, size);
  const last = found.length > size ? rows.at(-1) : undefined;
  return { rows, nextCursor: last ? encodeCursor({ value: last.id, id: last.id }) : null };
}
