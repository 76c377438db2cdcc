import type { Tx } from "@/db/client";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { firstUse } from "@/lib/members/repository/groups";
import { deleteTag, lockTags, moveTag, unwearTag, wornByMore } from "@/lib/members/repository/tags";
import { TAG_AT_ONCE } from "@/lib/members/schema";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type FoldTag = {
  readonly requestId: string;
  readonly tagId: string;
  /** The tag that those who wear it get in its place; null = none. */
  readonly into: string | null;
};

/**
 * Deletes a tag: merged into another one, which those who wear it get, or taken off them. Up to `TAG_AT_ONCE` members, in
 * one transaction; the same request id does it once. Refusals: `label_in_use{kind, name}` while a coupon, an activity or
 * a group's rule names it, `tag_too_large{most}`, `same_tag`. Throws `not_found`.
 */
export async function foldTag(
  scope: Scope,
  { requestId, tagId, into }: FoldTag,
): Promise<Result<{ members: number }>> {
  if (tagId === into) return refuse("same_tag");
  const body = { tagId, into };
  return await transactOnce(scope, { route: "tag.fold", key: requestId, body }, async (tx) => {
    const locked = await lockTags(tx, scope, into ? [tagId, into] : [tagId]);
    const use = await firstUse(tx, scope, "tagIds", [tagId]);
    if (use) return refuse("label_in_use", use);
    if (await wornByMore(tx, scope, tagId, TAG_AT_ONCE))
      return refuse("tag_too_large", { most: TAG_AT_ONCE });
    const named = (id: string | null) => locked.find((tag) => tag.id === id)?.name ?? null;
    const members = await fold(tx, scope, tagId, into);
    await deleteTag(tx, scope, tagId);
    await recordAudit(tx, scope, [
      {
        action: into ? "tag.merge" : "tag.delete",
        objectType: "tag",
        objectId: tagId,
        before: { name: named(tagId), members },
        after: into ? { into, name: named(into) } : null,
      },
    ]);
    return ok({ members });
  });
}

const fold = (tx: Tx, scope: Scope, tagId: string, into: string | null) =>
  into ? moveTag(tx, scope, tagId, into, TAG_AT_ONCE) : unwearTag(tx, scope, tagId, TAG_AT_ONCE);
