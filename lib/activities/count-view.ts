import { inTransaction } from "@/db/transaction";
import { addViews } from "@/lib/activities/repository/claims";
import { isBot } from "@/lib/kernel/asker";
import { localDate } from "@/lib/kernel/time";
import { handLook } from "@/lib/platform/kept-page";
import { log } from "@/lib/platform/log";
import { onShutdown } from "@/lib/platform/shutdown";

type Pending = { merchantId: string; activityId: string; day: string; views: number };
type Tally = { readonly pending: Map<string, Pending>; timer: NodeJS.Timeout | null };

const FLUSH_MS = 2_000;
const holder = globalThis as typeof globalThis & { scripViews?: Tally };

function tally(): Tally {
  if (!holder.scripViews) {
    holder.scripViews = { pending: new Map(), timer: null };
    onShutdown("views", flushViews);
  }
  return holder.scripViews;
}

/** Writes the views counted so far. A batch that cannot be written is kept and goes with the next one. */
export async function flushViews(): Promise<void> {
  const { pending } = tally();
  // In one order, so that two processes that write at once wait for each other and never in a circle.
  const batch = [...pending.values()].sort((a, b) =>
    `${a.activityId}${a.day}` < `${b.activityId}${b.day}` ? -1 : 1,
  );
  if (batch.length === 0) return;
  pending.clear();
  try {
    await inTransaction((tx) => addViews(tx, batch));
  } catch (error) {
    for (const view of batch) add(view);
    log.error("views not written", { err: error });
  }
}

function add(view: Pending): void {
  const { pending } = tally();
  const key = `${view.activityId}:${view.day}`;
  const before = pending.get(key);
  pending.set(key, before ? { ...before, views: before.views + view.views } : view);
}

/**
 * Counts one look at an activity's page on its local day, bots left out; a page that is kept and given to many counts
 * each of them. Added up in the process and written every two seconds and on shutdown, so that a look costs no write; a
 * crash loses at most two seconds of looks.
 */
export function countView(
  view: { merchantId: string; activityId: string; timeZone: string },
  { requestId, userAgent }: { requestId: string; userAgent: string },
): void {
  const { merchantId, activityId, timeZone } = view;
  const look = { merchantId, activityId, day: localDate(new Date(), timeZone), views: 1 };
  const count = (by: string) => {
    if (!isBot(by)) addSoon(look);
  };
  if (!handLook(requestId, count)) count(userAgent);
}

function addSoon(look: Pending): void {
  add(look);
  const state = tally();
  state.timer ??= setTimeout(() => {
    state.timer = null;
    void flushViews();
  }, FLUSH_MS).unref();
}
