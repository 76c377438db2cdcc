import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { lockTags, tagNameTaken, updateTag } from "@/lib/members/repository/tags";
import type { TagInput } from "@/lib/members/schema";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type EditTag = { readonly requestId: string; readonly tagId: string; readonly tag: TagInput };

/** Gives a tag another name or colour. Refusal: `name_taken{name}`. Throws `not_found`. */
export async function editTag(scope: Scope, request: EditTag): Promise<Result<{ tagId: string }>> {
  const { requestId, tagId, tag } = request;
  const body = { tagId, tag };
  return await transactOnce(scope, { route: "tag.edit", key: requestId, body }, async (tx) => {
    const [current] = await lockTags(tx, scope, [tagId]);
    const changed = changedFields({ ...current }, tag);
    if (!changed) return ok({ tagId });
    if (await tagNameTaken(tx, scope, tag.name, tagId)) return refuse("name_taken", { name: tag.name });
    await updateTag(tx, scope, tagId, tag);
    await recordAudit(tx, scope, [{ action: "tag.edit", objectType: "tag", objectId: tagId, ...changed }]);
    return ok({ tagId });
  });
}
