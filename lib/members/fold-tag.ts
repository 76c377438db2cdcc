import type { Tx } from "@/db/client";
import { startJob } from "@/lib/jobs/start-job";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { firstUse } from "@/lib/members/repository/groups";
import { deleteTag, lockTags, moveTag, unwearTag, wornByMore } from "@/lib/members/repository/tags";
import { TAG_AT_ONCE } from "@/lib/members/schema";
import type { FoldJob } from "@/lib/members/schema/each";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type FoldTag = FoldJob & {
  readonly requestId: string;
  /** How many members are folded at once; a tag that more wear is a job. */
  readonly most?: number;
};
type Folded = { readonly members: number } | { readonly jobId: string };

/**
 * Deletes a tag: merged into another one, which those who wear it get, or taken off them. Up to `most` members in one
 * transaction; a tag that more wear is folded by a job, part by part. The same request id does it once. Refusals:
 * `label_in_use{kind, name}` while a coupon, an activity, a placement or a group's rule names it, `same_tag`, `too_many_jobs`. Throws
 * `not_found`.
 */
export async function foldTag(scope: Scope, request: FoldTag): Promise<Result<Folded>> {
  const { requestId, tagId, into, most = TAG_AT_ONCE } = request;
  if (tagId === into) return refuse("same_tag");
  const body = { tagId, into };
  return await transactOnce<Folded>(scope, { route: "tag.fold", key: requestId, body }, async (tx) => {
    // Held first: nobody gets the tag between being counted and being folded.
    const locked = await lockTags(tx, scope, into ? [tagId, into] : [tagId]);
    const use = await firstUse(tx, scope, "tagIds", [tagId]);
    if (use) return refuse("label_in_use", use);
    if (!(await wornByMore(tx, scope, tagId, most))) {
      const folded = await foldPart(tx, scope, body, { before: 0, most: most + 1 });
      return folded.ok ? ok({ members: folded.value.members }) : folded;
    }
    const name = locked.find(({ id }) => id === tagId)?.name ?? "";
    return await startJob(tx, scope, { kind: "members.foldTag", requestId, input: body, title: { name } });
  });
}

/**
 * Folds a tag on at most `most` of those who wear it, and deletes it in the same transaction once nobody does; `before` is
 * how many were folded already. Refusal: `label_in_use`, and nothing is written with it. Throws `not_found`.
 */
export async function foldPart(
  tx: Tx,
  scope: Scope,
  { tagId, into }: FoldJob,
  { before, most }: { readonly before: number; readonly most: number },
): Promise<Result<{ members: number; isOver: boolean }>> {
  const locked = await lockTags(tx, scope, into ? [tagId, into] : [tagId]);
  const use = await firstUse(tx, scope, "tagIds", [tagId]);
  if (use) return refuse("label_in_use", use);
  const part = into ? await moveTag(tx, scope, tagId, into, most) : await unwearTag(tx, scope, tagId, most);
  const members = before + part;
  if (part === most) return ok({ members, isOver: false });
  const named = (id: string | null) => locked.find((tag) => tag.id === id)?.name ?? null;
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
  return ok({ members, isOver: true });
}
