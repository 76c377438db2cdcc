import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Scope } from "@/lib/platform/auth/scope";

/** Puts one member's tries of codes in a row until the transaction ends, also where no row exists yet. */
export async function lockMemberTries(tx: Tx, scope: Scope, memberId: string): Promise<void> {
  const key = `code_tries:${scope.merchantId}:${memberId}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}
