import { ok, type Result, refuse } from "@/lib/kernel/result";
import { insertTag } from "@/lib/members/repository/tags";
import type { TagInput } from "@/lib/members/schema";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

/** Makes a tag. The same request id makes it once. Refusal: `name_taken{name}`, letter case aside. */
export async function createTag(
  scope: Scope,
  { requestId, tag }: { readonly requestId: string; readonly tag: TagInput },
): Promise<Result<{ tagId: string }>> {
  return await transactOnce(scope, { route: "tag.create", key: requestId, body: tag }, async (tx) => {
    const tagId = await insertTag(tx, scope, tag);
    if (!tagId) return refuse("name_taken", { name: tag.name });
    await recordAudit(tx, scope, [{ action: "tag.create", objectType: "tag", objectId: tagId, after: tag }]);
    return ok({ tagId });
  });
}
