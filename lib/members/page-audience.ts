import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { loadMembersFacts } from "@/lib/members/load-member-facts";
import { memberIdsAfter } from "@/lib/members/repository/reach";
import { audienceAdmits } from "@/lib/members/rules";
import type { Audience } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";

export type AudiencePage = {
  /** Whom the audience admits now, in the order of their ids. */
  readonly memberIds: readonly string[];
  /** The last member looked at; the next page begins after them. Null = there is none any more. */
  readonly last: string | null;
};

/**
 * Looks at the next `most` members within the actor's reach and tells whom of them an audience admits, by the very rule
 * that claims and gifts ask. Four statements, however many.
 */
export async function pageAudience(
  tx: Tx,
  scope: Scope,
  audience: Audience,
  { after, most }: { readonly after: string | null; readonly most: number },
): Promise<AudiencePage> {
  const ids = await memberIdsAfter(tx, scope, after, most);
  if (ids.length === 0) return { memberIds: [], last: null };
  const standings = await loadMembersFacts(tx, scope, ids, audience, await databaseNow(tx));
  const memberIds = ids.filter((id) => {
    const standing = standings.get(id);
    return standing !== undefined && audienceAdmits(audience, standing.facts);
  });
  return { memberIds, last: ids.at(-1) ?? null };
}
