import { databaseNow } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { loadChannels, lockChannels, updateChannel } from "@/lib/links/repository/links";
import type { ChannelInput } from "@/lib/links/schema";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type EditChannel = {
  readonly requestId: string;
  readonly channelId: string;
  readonly revision: number;
  /** Its code stays. */
  readonly channel: Omit<ChannelInput, "code">;
};

/**
 * Changes what a channel of the merchant's own is called and how its links begin; links that exist stay as they are. The
 * same request id changes it once. Refusal: `changed_meanwhile` when somebody saved since `revision`.
 */
export async function editChannel(scope: Scope, request: EditChannel): Promise<Result<{ revision: number }>> {
  const { requestId, ...body } = request;
  return await transactOnce(scope, { route: "channel.edit", key: requestId, body }, async (tx) => {
    await lockChannels(tx, scope);
    const current = (await loadChannels(tx, scope)).find((one) => one.id === body.channelId);
    if (!current) throw new AppError("not_found");
    if (current.revision !== body.revision) return refuse("changed_meanwhile");
    const changed = changedFields(current, body.channel);
    if (!changed) return ok({ revision: current.revision });
    const revision = await updateChannel(tx, scope, current.id, body.channel);
    await recordAudit(tx, scope, [
      { action: "channel.edit", objectType: "channel", objectId: current.id, ...changed },
    ]);
    return ok({ revision });
  });
}

/**
 * Takes a channel out of what can be chosen, or back into it; what came through it stays counted. The same request id does
 * it once. Refusal: `wrong_state`.
 */
export async function changeChannelState(
  scope: Scope,
  request: {
    readonly requestId: string;
    readonly channelId: string;
    readonly change: "archive" | "restore";
  },
): Promise<Result<{ revision: number }>> {
  const { requestId, ...body } = request;
  return await transactOnce(scope, { route: "channel.state", key: requestId, body }, async (tx) => {
    await lockChannels(tx, scope);
    const current = (await loadChannels(tx, scope)).find((one) => one.id === body.channelId);
    if (!current) throw new AppError("not_found");
    const archives = body.change === "archive";
    if ((current.archivedAt !== null) === archives) return refuse("wrong_state");
    const archivedAt = archives ? await databaseNow(tx) : null;
    const revision = await updateChannel(tx, scope, current.id, { archivedAt });
    const action = `channel.${body.change}`;
    const [before, after] = [{ active: archives }, { active: !archives }];
    await recordAudit(tx, scope, [{ action, objectType: "channel", objectId: current.id, before, after }]);
    return ok({ revision });
  });
}
