import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/platform/auth/scope";

/** As `lockMemberTries`, of many members, in one order whoever asks. */
export async function lockTriesOfMany(tx: Tx, scope: Scope, memberIds: readonly string[]): Promise<void> {
  const keys = [...memberIds].sort().map((memberId) => `code_tries:${scope.merchantId}:${memberId}`);
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(key, 0))
    from unnest(${sql.param(keys)}::text[]) with ordinality as k(key, place) order by place`);
}

/** Puts one member's tries of codes in a row until the transaction ends, also where no row exists yet. */
export async function lockMemberTries(tx: Tx, scope: Scope, memberId: string): Promise<void> {
  const key = `code_tries:${scope.merchantId}:${memberId}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}
