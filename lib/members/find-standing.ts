import { databaseNow, inTransaction } from "@/db/transaction";
import { loadMemberFacts, type MemberStanding } from "@/lib/members/load-member-facts";
import type { Audience } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * How the member who looks stands to an audience now, for a page that tells them; null for a visitor. Decides nothing:
 * a claim loads the same facts again under its own locks.
 */
export async function findStanding(scope: Scope, audience: Audience): Promise<MemberStanding | null> {
  const { actor } = scope;
  if (actor.type !== "member") return null;
  return await inTransaction(async (tx) =>
    loadMemberFacts(tx, scope, actor.id, audience, await databaseNow(tx)),
  );
}
