import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { outboxBatches } from "@/db/schema/merchants";
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
export type ToldEvent = z.output<typeof eventSchema>;

/** Somebody who wants to be told of events. */
export type Subscriber = {
  /** Unique, `<slice>.<what>`, and never changed: its events wait under this name. */
  readonly name: string;
  /** The event types it wants, e.g. voucher.issued. */
  readonly types: readonly string[];
  /** Told at least once of each event, in no promised order; must do nothing the second time (by `event.id`). */
  readonly handle: (event: ToldEvent, signal: AbortSignal) => Promise<void>;
  /** How many events one worker hands it at once. */
  readonly concurrency?: number;
};

/** The job that hands one event to one subscriber: each has tries, delays and dead letters of its own. */
export type Subscription = { readonly types: readonly string[]; readonly job: Job<ToldEvent> };

/**
 * Somebody who keeps what they are told by themselves: in the transaction that marks the events as delivered, so each is
 * kept exactly once. It holds up everybody while it is at it: no more than a few statements, whatever the number.
 */
export type Keeper = {
  readonly types: readonly string[];
  readonly keep: (tx: Tx, events: readonly ToldEvent[]) => Promise<void>;
};

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

type Row = {
  readonly merchantId: string;
  readonly at: string;
  /** Those of the row's events that somebody wants; null = none. */
  readonly events:
    | readonly (Omit<ToldEvent, "merchantId" | "at" | "payload"> & { readonly payload: unknown })[]
    | null;
  /** How many the row has in all. */
  readonly size: number;
};

/** The events of one row of the outbox, which holds all that one transaction announced. */
function eventsOf({ merchantId, at, events }: Row): ToldEvent[] {
  return (events ?? []).map(({ id, type, subjectId, payload }) => ({
    id,
    merchantId,
    type,
    subjectId,
    // One that is no object must not hold up all that come after it.
    payload: z.record(z.string(), z.unknown()).catch({}).parse(payload),
    at,
  }));
}

/** At most so many rows are taken at once, and no more when they hold so many events. */
type Limits = { readonly rows: number; readonly events: number };

// Locks, marks and reads in one statement; what another worker has in hand is passed over. One row at least is taken,
// however much it holds.
async function take(tx: Tx, wanted: readonly string[], limits: Limits): Promise<Row[]> {
  const o = outboxBatches;
  const listened = wanted.length > 0 ? sql`x.type in ${[...wanted]}` : sql`false`;
  const rows = await tx.execute<Row & Record<string, unknown>>(sql`
    with open as (
      select merchant_id, id, created_at, (select count(*)::int from announced_events(events)) as size from ${o} where delivered_at is null
      order by created_at limit ${limits.rows} for update skip locked
    ), batch as (
      select * from (select *, sum(size) over (order by created_at, id) - size as before from open) counted
      where before < ${limits.events}
    )
    update ${o} set delivered_at = now() from batch where (${o.merchantId}, ${o.id}) = (batch.merchant_id, batch.id)
    returning ${o.merchantId} as "merchantId", batch.size,
      (select jsonb_agg(x) from announced_events(${o.events}) x where ${listened}) as events,
      to_char(${o.createdAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`);
  return [...rows];
}

const LIMITS: Limits = { rows: 200, events: 2000 };

/**
 * Takes a bounded number of events that nobody was told of, hands them to the keepers and sends one job for each of their
 * subscribers, in the transaction that marks them as delivered: an event is neither lost nor sent twice, whatever dies when. Any number of
 * workers may do this at once. Tells how many events it took, and whether there may be more.
 */
export async function deliverOutbox(
  subscriptions: readonly Subscription[],
  limits: Limits = LIMITS,
  keepers: readonly Keeper[] = [],
): Promise<{ readonly taken: number; readonly more: boolean }> {
  return await inTransaction(async (tx) => {
    const rows = await take(
      tx,
      [...subscriptions, ...keepers].flatMap(({ types }) => types),
      limits,
    );
    const events = rows.flatMap(eventsOf);
    for (const { types, keep } of keepers) {
      const wanted = events.filter(({ type }) => types.includes(type));
      if (wanted.length > 0) await keep(tx, wanted);
    }
    for (const { types, job } of subscriptions) {
      await sendAll(
        tx,
        job,
        events.filter(({ type }) => types.includes(type)),
      );
    }
    const taken = rows.reduce((sum, row) => sum + row.size, 0);
    return { taken, more: rows.length === limits.rows || taken >= limits.events };
  });
}

const IDLE_MS = 500;

export type RunningDelivery = { stop(): Promise<void> };

/** Delivers until stopped: at once while there is much, every half second otherwise. A failure is logged and tried again. */
export function startDelivery(
  subscriptions: readonly Subscription[],
  keepers: readonly Keeper[] = [],
): RunningDelivery {
  let isOver = false;
  let wake: () => void = () => undefined;
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
      const { more } = await deliverOutbox(subscriptions, LIMITS, keepers).catch((err: unknown) => {
        log.error("events could not be handed over", { err });
        return { more: false };
      });
      if (!isOver && !more) await pause(IDLE_MS);
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
