import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { outboxEvents } from "@/db/schema/merchants";
import { inTransaction } from "@/db/transaction";
import { defineJob, type Job, sendAll } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";

const eventSchema = z.object({
  /** `evt_…`, the same however often the event is handed over. */
  id: z.string(),
  merchantId: z.string(),
  type: z.string(),
  subjectId: z.string(),
  payload: z.record(z.string(), z.unknown()),
  /** When it became true, ISO 8601. */
  at: z.string(),
});
/** Something that became true, as whoever listens is told of it. */
export type OutboxEvent = z.output<typeof eventSchema>;

/** Somebody who wants to be told of events. */
export type Subscriber = {
  /** Unique, `<slice>.<what>`, and never changed: its events wait under this name. */
  readonly name: string;
  /** The event types it wants, e.g. voucher.issued. */
  readonly types: readonly string[];
  /** Told at least once of each event, in no promised order; must do nothing the second time (by `event.id`). */
  readonly handle: (event: OutboxEvent, signal: AbortSignal) => Promise<void>;
  /** How many events one worker hands it at once. */
  readonly concurrency?: number;
};

/** The job that hands one event to one subscriber: each has tries, delays and dead letters of its own. */
export type Subscription = { readonly types: readonly string[]; readonly job: Job<OutboxEvent> };

/** Makes a subscriber known to the dispatcher and to the queue. */
export function subscribe(subscriber: Subscriber): Subscription {
  const { name, types, handle, concurrency = 10 } = subscriber;
  const job = defineJob({
    name: `event.${name}`,
    input: eventSchema,
    concurrency,
    handle: async (event, signal) => {
      await handle(event, signal);
      return undefined;
    },
  });
  return { types, job };
}

type Row = Pick<typeof outboxEvents.$inferSelect, "merchantId" | "id" | "type" | "subjectId"> & {
  readonly payload: unknown;
  readonly at: string;
};

/** The events of one row of the outbox: the only place that knows how they are kept in it. */
function eventsOf(row: Row): OutboxEvent[] {
  // One that is no object must not hold up all that come after it.
  const payload = z.record(z.string(), z.unknown()).catch({}).parse(row.payload);
  return [{ ...row, payload }];
}

// Locks, marks and reads in one statement; what another worker has in hand is passed over.
async function take(tx: Tx, wanted: readonly string[], limit: number): Promise<Row[]> {
  const e = outboxEvents;
  const listened = wanted.length > 0 ? sql`${e.type} in ${[...wanted]}` : sql`false`;
  const rows = await tx.execute<Row & Record<string, unknown>>(sql`
    with batch as (
      select merchant_id, id from ${e} where delivered_at is null
      order by created_at limit ${limit} for update skip locked
    )
    update ${e} set delivered_at = now() from batch
    where (${e.merchantId}, ${e.id}) = (batch.merchant_id, batch.id)
    returning ${e.merchantId} as "merchantId", ${e.id} as id, ${e.type} as type, ${e.subjectId} as "subjectId",
      case when ${listened} then ${e.payload} end as payload,
      to_char(${e.createdAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`);
  return [...rows];
}

/**
 * Takes at most `limit` events that nobody was told of and sends one job for each of their subscribers, in the
 * transaction that marks them as delivered: an event is neither lost nor sent twice, whatever dies when. Any number of
 * workers may do this at once. Tells how many it took.
 */
export async function deliverOutbox(subscriptions: readonly Subscription[], limit: number): Promise<number> {
  return await inTransaction(async (tx) => {
    const rows = await take(
      tx,
      subscriptions.flatMap(({ types }) => types),
      limit,
    );
    for (const { types, job } of subscriptions) {
      const wanted = rows.filter((row) => types.includes(row.type));
      await sendAll(tx, job, wanted.flatMap(eventsOf));
    }
    return rows.length;
  });
}

const BATCH = 500;
const IDLE_MS = 500;

export type RunningDelivery = { stop(): Promise<void> };

/** Delivers until stopped: at once while there is much, every half second otherwise. A failure is logged and tried again. */
export function startDelivery(subscriptions: readonly Subscription[]): RunningDelivery {
  let isOver = false;
  let wake = () => undefined as void;
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    while (!isOver) {
      const taken = await deliverOutbox(subscriptions, BATCH).catch((err: unknown) => {
        log.error("events could not be handed over", { err });
        return 0;
      });
      if (!isOver && taken < BATCH) await pause(IDLE_MS);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      isOver = true;
      wake();
      await running;
    },
  };
}
