import { ok, type Result } from "@/lib/kernel/result";
import { foldTag } from "@/lib/members/fold-tag";
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
 * refusal is told (those of `foldTag`; `not_found`). `started` = those that so many members wear that a job goes on with
 * them. The same request id folds each once.
 */
export async function foldTags(
  scope: Scope,
  { requestId, tags, into }: FoldTags,
): Promise<Result<EachOutcome & { readonly started: readonly string[] }>> {
  const started: string[] = [];
  const work = async (tagId: string, own: string) => {
    const folded = await foldTag(scope, { requestId: own, tagId, into });
    if (folded.ok && "jobId" in folded.value) started.push(tagId);
    return folded;
  };
  const outcome = await eachOne(requestId, tags, work);
  return ok({ ...outcome, started });
}
