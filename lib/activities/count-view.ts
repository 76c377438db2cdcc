import { inTransaction } from "@/db/transaction";
import { addViews, type GatheredViews } from "@/lib/activities/repository/claims";
import { isBot } from "@/lib/kernel/asker";
import { emptySketch, mergedSketch, noteIn } from "@/lib/kernel/sketch";
import { localDate } from "@/lib/kernel/time";
import { keyedHash } from "@/lib/platform/crypto";
import { handLook, type Looker } from "@/lib/platform/kept-page";
import { log } from "@/lib/platform/log";
import { onShutdown } from "@/lib/platform/shutdown";

type Tally = { readonly pending: Map<string, GatheredViews>; timer: NodeJS.Timeout | null };

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

function add(view: GatheredViews): void {
  const { pending } = tally();
  const key = keyOf(view);
  const before = pending.get(key);
  const all = before && { views: before.views + view.views, seen: mergedSketch(before.seen, view.seen) };
  pending.set(key, { ...view, ...all });
}

const keyOf = ({ activityId, day }: Pick<GatheredViews, "activityId" | "day">) => `${activityId}:${day}`;

/**
 * Counts one look at an activity's page on its merchant's day, bots left out; a page that is kept and given to many counts
 * each of them. Who looks is told apart by a keyed hash of the day, their address and their browser, of which a sketch is
 * kept and no more. Added up in the process and written every two seconds and on shutdown, so that a look costs no write; a
 * crash loses at most two seconds of looks.
 */
export function countView(
  view: { merchantId: string; activityId: string; timeZone: string },
  { requestId, ...asker }: { requestId: string } & Looker,
): void {
  const { merchantId, activityId, timeZone } = view;
  const look = { merchantId, activityId, day: localDate(new Date(), timeZone) };
  const count = (by: Looker) => {
    if (!isBot(by.userAgent)) addSoon(look, by);
  };
  if (!handLook(requestId, count)) count(asker);
}

function addSoon(look: Omit<GatheredViews, "views" | "seen">, { userAgent, address }: Looker): void {
  const state = tally();
  const at = state.pending.get(keyOf(look)) ?? { ...look, views: 0, seen: emptySketch() };
  const hash = keyedHash("activity-visitor", `${look.day}\n${address}\n${userAgent}`);
  noteIn(at.seen, Buffer.from(hash, "base64url").toString("hex"));
  state.pending.set(keyOf(look), { ...at, views: at.views + 1 });
  state.timer ??= setTimeout(() => {
    state.timer = null;
    void flushViews();
  }, FLUSH_MS).unref();
}
