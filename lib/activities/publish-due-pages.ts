import { databaseNow, inTransaction } from "@/db/transaction";
import { putLive } from "@/lib/activities/publish-page";
import { duePages, lockPage } from "@/lib/activities/repository/pages";
import { systemScope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";

/** So many in one look. */
const AT_ONCE = 200;

/**
 * Shows members the pages whose time has come; each in a transaction of its own, so that one that cannot be had now
 * keeps no other waiting. Doing it twice or at once publishes each once: under its lock a page waits or it does not.
 * Gives how many went live.
 */
export async function publishDuePages(signal: AbortSignal): Promise<number> {
  const due = await inTransaction(async (tx) => await duePages(tx, await databaseNow(tx), AT_ONCE));
  let done = 0;
  for (const { merchantId, activityId } of due) {
    if (signal.aborted) break;
    try {
      done += await publishOne(merchantId, activityId);
    } catch (err) {
      log.error("a page could not be published at its time", { err, code: activityId });
    }
  }
  return done;
}

async function publishOne(merchantId: string, activityId: string): Promise<0 | 1> {
  const scope = systemScope(merchantId, "activities.publish_pages");
  return await inTransaction(async (tx) => {
    const locked = await lockPage(tx, scope, activityId);
    if (!locked) return 0;
    const { live, scheduled, scheduledFor, scheduledBy } = locked.page;
    const now = await databaseNow(tx);
    if (scheduled === null || !scheduledFor || scheduledFor > now) return 0;
    await putLive(tx, scope, activityId, { from: live, to: scheduled, by: scheduledBy, now });
    return 1;
  });
}
