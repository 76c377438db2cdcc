import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { ok, type Result } from "@/lib/kernel/result";
import { holdMembers, holdTags, wearTags } from "@/lib/members/repository/tags";
import { answerOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

/** Tags to put on members and to take off them; one that stands in both is put on. */
export type TagChange = { readonly add: readonly string[]; readonly remove: readonly string[] };
/** How many a change of many changed, who they are, and how many of those named the actor does not reach. */
export type Changed = {
  readonly changed: number;
  readonly changedIds: readonly string[];
  readonly missed: number;
};
export type TagMembers = TagChange & { readonly requestId: string; readonly memberIds: readonly string[] };

/**
 * Puts tags on members and takes tags off them, at most `BULK_AT_MOST` at once; tells how many that changed and how many
 * of those named the actor does not reach (not theirs, erased, never there). The same request id does it once. Throws
 * `not_found` for a tag the merchant does not have.
 */
export async function tagMembers(
  scope: Scope,
  { requestId, memberIds, add, remove }: TagMembers,
): Promise<Result<Changed>> {
  const body = { memberIds, add, remove };
  return await inTransaction((tx) =>
    answerOnce(tx, scope, { route: "member.tag", key: requestId, body }, async () =>
      ok(await applyTags(tx, scope, memberIds, { add, remove })),
    ),
  );
}

/** The core of `tagMembers`, for whoever does it in parts. */
export async function applyTags(
  tx: Tx,
  scope: Scope,
  memberIds: readonly string[],
  { add, remove }: TagChange,
): Promise<Changed> {
  const once = [...new Set(memberIds)];
  const off = remove.filter((id) => !add.includes(id));
  const held = await holdMembers(tx, scope, once);
  const tags = await holdTags(tx, scope, [...new Set([...add, ...off])]);
  const changed = await wearTags(tx, scope, held, { add: [...new Set(add)], remove: off });
  const names = (ids: readonly string[]) => tags.filter((tag) => ids.includes(tag.id)).map((tag) => tag.name);
  const after = { added: names(add), removed: names(off) };
  await recordAudit(
    tx,
    scope,
    changed.map((objectId) => ({ action: "member.tag", objectType: "member", objectId, after })),
  );
  return { changed: changed.length, changedIds: changed, missed: once.length - held.length };
}
