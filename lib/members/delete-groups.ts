import { ok, type Result } from "@/lib/kernel/result";
import { deleteGroup } from "@/lib/members/delete-group";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne, type Named } from "@/lib/platform/each-one";

/**
 * Deletes many groups, each in a transaction of its own: what one refuses stops no other, and each refusal is told (those of
 * `deleteGroup`; `not_found`). The same request id deletes each once.
 */
export async function deleteGroups(
  scope: Scope,
  { requestId, groups }: { readonly requestId: string; readonly groups: readonly Named[] },
): Promise<Result<EachOutcome>> {
  const work = (groupId: string, own: string) => deleteGroup(scope, { requestId: own, groupId });
  return ok(await eachOne(requestId, groups, work));
}
