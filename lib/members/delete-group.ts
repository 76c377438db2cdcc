import { ok, type Result, refuse } from "@/lib/kernel/result";
import { firstUse, lockGroup, deleteGroup as remove } from "@/lib/members/repository/groups";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Deletes a group. The same request id does it once. Refusal: `label_in_use{kind, name}` while a coupon, an activity or a placement
 * that is not over names it; one that is about to name it is waited for. Throws `not_found`.
 */
export async function deleteGroup(
  scope: Scope,
  { requestId, groupId }: { readonly requestId: string; readonly groupId: string },
): Promise<Result<{ groupId: string }>> {
  return await transactOnce(
    scope,
    { route: "group.delete", key: requestId, body: { groupId } },
    async (tx) => {
      const group = await lockGroup(tx, scope, groupId);
      const use = await firstUse(tx, scope, "groupIds", [groupId]);
      if (use) return refuse("label_in_use", use);
      await remove(tx, scope, groupId);
      const before = { name: group.name, rule: group.rule };
      await recordAudit(tx, scope, [
        { action: "group.delete", objectType: "member_group", objectId: groupId, before },
      ]);
      return ok({ groupId });
    },
  );
}
