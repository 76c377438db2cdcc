import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { checkRule } from "@/lib/members/create-group";
import { groupNameTaken, lockGroup, lockLabels, updateGroup } from "@/lib/members/repository/groups";
import type { GroupInput } from "@/lib/members/schema";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type EditGroup = {
  readonly requestId: string;
  readonly groupId: string;
  readonly revision: number;
  readonly group: GroupInput;
};

/**
 * Changes a group's name, and the rule of one that has a rule: wherever it is named, the new rule is asked from now on.
 * The same request id does it once. Refusals: `changed_meanwhile`, `name_taken{name}`, `rule_unknown`,
 * `group_kind_fixed` when a hand-picked one is given a rule or one by rule loses it. Throws `not_found`.
 */
export async function editGroup(
  scope: Scope,
  { requestId, groupId, revision, group }: EditGroup,
): Promise<Result<{ revision: number }>> {
  const body = { groupId, revision, group };
  return await transactOnce(scope, { route: "group.edit", key: requestId, body }, async (tx) => {
    await lockLabels(tx, scope);
    const current = await lockGroup(tx, scope, groupId);
    if (current.revision !== revision) return refuse("changed_meanwhile");
    if ((current.kind === "picked") !== (group.rule === null)) return refuse("group_kind_fixed");
    const refusal = await checkRule(tx, scope, group.rule);
    if (refusal) return { ok: false, refusal };
    const { name, rule } = group;
    if (await groupNameTaken(tx, scope, name, groupId)) return refuse("name_taken", { name });
    const changed = changedFields({ name: current.name, rule: current.rule }, { name, rule });
    if (!changed) return ok({ revision });
    const next = await updateGroup(tx, scope, groupId, { name, rule });
    await recordAudit(tx, scope, [
      { action: "group.edit", objectType: "member_group", objectId: groupId, ...changed },
    ]);
    return ok({ revision: next });
  });
}
