import { inTransaction } from "@/db/transaction";
import { insertMemberVisit, oweToLinks, sinceOf } from "@/lib/links/repository/conversions";
import type { Scope } from "@/lib/platform/auth/scope";
import { perProcess } from "@/lib/platform/per-process";

const KEPT = 20_000;

/**
 * Remembers that the member who is signed in here opened a link in this browser at `at` (ISO 8601), maybe before they
 * signed in; what they claimed or paid since is owed to it. However often it is told, it does so once. Nothing happens for
 * whoever is no member, and for a link that is not this merchant's.
 */
export async function noteVisit(
  scope: Scope,
  visit: { readonly linkId: string; readonly at: string },
): Promise<void> {
  const { merchantId, actor } = scope;
  if (actor.type !== "member") return;
  const noted = perProcess("noted-visits", () => new Set<string>());
  const key = `${actor.id}:${visit.linkId}:${visit.at}`;
  if (noted.has(key)) return;
  const isKnown = await inTransaction(async (tx) => {
    const opened = await insertMemberVisit(tx, { merchantId, memberId: actor.id, ...visit });
    if (opened?.isNew) await oweToLinks(tx, sinceOf(merchantId, actor.id, opened.at));
    return opened !== null;
  });
  if (!isKnown) return;
  if (noted.size >= KEPT) noted.clear();
  noted.add(key);
}
