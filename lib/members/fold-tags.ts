import { ok, type Result } from "@/lib/kernel/result";
import { foldTag } from "@/lib/members/fold-tag";
import { TAG_AT_ONCE } from "@/lib/members/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne, type Named } from "@/lib/platform/each-one";

type FoldTags = {
  readonly requestId: string;
  readonly tags: readonly Named[];
  /** The tag that those who wear them get; null = none. */
  readonly into: string | null;
};

/**
 * Deletes many tags, or merges them into one, each in a transaction of its own: what one refuses stops no other, and each
 * refusal is told (those of `foldTag`; `not_found`). All of them together fold as many members as one does at once: with
 * those of `started`, which more wear than were left of these, a job goes on. The same request id folds each once.
 */
export async function foldTags(
  scope: Scope,
  { requestId, tags, into }: FoldTags,
): Promise<Result<EachOutcome & { readonly started: readonly string[] }>> {
  const started: string[] = [];
  let left = TAG_AT_ONCE;
  const work = async (tagId: string, own: string) => {
    const folded = await foldTag(scope, { requestId: own, tagId, into, most: left });
    if (!folded.ok) return folded;
    if ("jobId" in folded.value) started.push(tagId);
    else left -= folded.value.members;
    return folded;
  };
  const outcome = await eachOne(requestId, tags, work);
  return ok({ ...outcome, started });
}
