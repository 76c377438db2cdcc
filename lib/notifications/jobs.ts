import { attemptDelivery, takeDeliveries } from "@/lib/notifications/attempt-delivery";
import { queueDeliveries } from "@/lib/notifications/queue-deliveries";
import { webhookEventTypes } from "@/lib/notifications/schema";
import type { Keeper, RunningDelivery } from "@/lib/platform/deliver-outbox";
import { log } from "@/lib/platform/log";

/** Who is told of events for webhooks: it writes down which of them is to be told what. */
export const webhookKeeper: Keeper = { types: webhookEventTypes, keep: queueDeliveries };

const IDLE_MS = 1000;
/**
 * How many webhooks one worker serves at once. Those that take nothing now have places of their own, each with one
 * attempt at a time: however many are dead, and however long they say nothing, nobody else waits for them.
 */
const PLACES = { healthy: 50, failing: 10 };

type Side = keyof typeof PLACES;

/** One side of the work: fills its free places once and gives what is at work by webhook. */
async function fill(side: Side, busy: Map<string, Promise<void>>): Promise<void> {
  const most = PLACES[side] - busy.size;
  if (most <= 0) return;
  const taken = await takeDeliveries({ failing: side === "failing", busy: [...busy.keys()], most });
  for (const webhookId of new Set(taken.map((one) => one.webhookId))) {
    const lane = taken.filter((one) => one.webhookId === webhookId);
    const work = Promise.all(
      lane.map((one) =>
        attemptDelivery(one, Math.random()).catch((err: unknown) =>
          log.error("an attempt could not be written down", { code: one.id, err }),
        ),
      ),
    ).then(() => void busy.delete(webhookId));
    busy.set(webhookId, work);
  }
}

/** Sends what waits for webhooks until stopped; what is at work then is waited for, and a killed worker's is due again. */
export function startWebhooks(): RunningDelivery {
  let isOver = false;
  const lanes: Record<Side, Map<string, Promise<void>>> = { healthy: new Map(), failing: new Map() };
  const serve = async (side: Side) => {
    const busy = lanes[side];
    while (!isOver) {
      await fill(side, busy).catch((err: unknown) =>
        log.error("what waits for webhooks could not be taken", { err }),
      );
      // A lane that is done may have more; else there is time.
      await Promise.race([pause(IDLE_MS), ...busy.values()]);
    }
    await Promise.all(busy.values());
  };
  const running = [serve("healthy"), serve("failing")];
  return {
    stop: async () => {
      isOver = true;
      await Promise.all(running);
    },
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
