import { ok, type Result, refuse } from "@/lib/kernel/result";
import { insertChannel, loadChannels, lockChannels } from "@/lib/links/repository/links";
import { type ChannelInput, isBuiltIn, MAX_CHANNELS } from "@/lib/links/schema";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Makes a channel of the merchant's own. The same request id makes one. Refusals: `channel_code_taken{code}`,
 * `too_many_channels{limit}`.
 */
export async function createChannel(
  scope: Scope,
  { requestId, channel }: { readonly requestId: string; readonly channel: ChannelInput },
): Promise<Result<{ id: string }>> {
  const once = { route: "channel.create", key: requestId, body: { channel } };
  return await transactOnce(scope, once, async (tx) => {
    await lockChannels(tx, scope);
    const own = await loadChannels(tx, scope);
    const { code } = channel;
    if (isBuiltIn(code) || own.some((one) => one.code === code))
      return refuse("channel_code_taken", { code });
    if (own.length >= MAX_CHANNELS) return refuse("too_many_channels", { limit: MAX_CHANNELS });
    const id = await insertChannel(tx, scope, channel);
    await recordAudit(tx, scope, [
      { action: "channel.create", objectType: "channel", objectId: id, after: { ...channel } },
    ]);
    return ok({ id });
  });
}
