import type { Tx } from "@/db/client";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import { unknownInAudience } from "@/lib/members/repository";
import { groupNameTaken, insertGroup, lockLabels } from "@/lib/members/repository/groups";
import { conditionsOf } from "@/lib/members/rules";
import type { GroupInput, GroupRule } from "@/lib/members/schema";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Makes a group: hand-picked and empty, or by a rule. The same request id makes it once. Refusals: `name_taken{name}`,
 * `rule_unknown` when the rule names a tag or tier that is not there.
 */
export async function createGroup(
  scope: Scope,
  { requestId, group }: { readonly requestId: string; readonly group: GroupInput },
): Promise<Result<{ groupId: string }>> {
  return await transactOnce(scope, { route: "group.create", key: requestId, body: group }, async (tx) => {
    await lockLabels(tx, scope);
    const refusal = await checkRule(tx, scope, group.rule);
    if (refusal) return { ok: false, refusal };
    if (await groupNameTaken(tx, scope, group.name, null)) return refuse("name_taken", { name: group.name });
    const groupId = await insertGroup(tx, scope, group.name, group.rule);
    await recordAudit(tx, scope, [
      { action: "group.create", objectType: "member_group", objectId: groupId, after: group },
    ]);
    return ok({ groupId });
  });
}

/** Why a rule cannot be asked: it names something the merchant does not have. What it names stays until the end of `tx`. */
export async function checkRule(tx: Tx, scope: Scope, rule: GroupRule | null): Promise<Refusal | null> {
  const conditions = rule ? conditionsOf(rule) : [];
  const unknown = await unknownInAudience(tx, scope, {
    planIds: [],
    tierIds: conditions.flatMap((one) => (one.type === "in_tier" ? [one.tierId] : [])),
    groupIds: [],
    tagIds: conditions.flatMap((one) => (one.type === "tagged" ? [one.tagId] : [])),
    memberIds: [],
  });
  return unknown ? refuse("rule_unknown").refusal : null;
}
