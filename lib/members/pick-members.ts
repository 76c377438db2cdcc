import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { ok, type Result } from "@/lib/kernel/result";
import { holdPickedGroup, pickMembers as pick, unpickMembers } from "@/lib/members/repository/groups";
import { holdMembers } from "@/lib/members/repository/tags";
import type { Changed } from "@/lib/members/tag-members";
import { answerOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type PickMembers = {
  readonly requestId: string;
  readonly groupId: string;
  readonly memberIds: readonly string[];
  readonly change: "add" | "remove";
};

/**
 * Puts members into a hand-picked group or takes them out, at most `BULK_AT_MOST` at once; tells how many that changed
 * and how many of those named the actor does not reach. The same request id does it once. Throws `not_found` for what is
 * no hand-picked group of the merchant.
 */
export async function pickMembers(
  scope: Scope,
  { requestId, ...request }: PickMembers,
): Promise<Result<Changed>> {
  return await inTransaction((tx) =>
    answerOnce(tx, scope, { route: "group.pick", key: requestId, body: request }, async () =>
      ok(await applyPick(tx, scope, request)),
    ),
  );
}

/** The core of `pickMembers`, for whoever does it in parts. */
export async function applyPick(
  tx: Tx,
  scope: Scope,
  { groupId, memberIds, change }: Omit<PickMembers, "requestId">,
): Promise<Changed> {
  const once = [...new Set(memberIds)];
  const held = await holdMembers(tx, scope, once);
  const group = await holdPickedGroup(tx, scope, groupId);
  const changed = await (change === "add" ? pick : unpickMembers)(tx, scope, groupId, held);
  const action = change === "add" ? "member.group_add" : "member.group_remove";
  const after = { groupId, name: group.name };
  await recordAudit(
    tx,
    scope,
    changed.map((objectId) => ({ action, objectType: "member", objectId, after })),
  );
  return { changed: changed.length, changedIds: changed, missed: once.length - held.length };
}
