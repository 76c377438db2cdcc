import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { outboxBatches } from "@/db/schema/merchants";
import { newId } from "@/lib/kernel/id";
import type { Scope } from "@/lib/platform/auth/scope";

/** Something that became true and that others may want to know. */
export type Announcement = {
  readonly type: string;
  readonly subjectId: string;
  readonly payload: Readonly<Record<string, unknown>>;
};

/** An announcement with the id that whoever listens tells a repeated delivery by. */
export type OutboxEvent = Announcement & { readonly id: string };

/** Writes the events in the transaction that makes them true: they exist exactly when it commits (I-15). */
export async function announce(tx: Tx, scope: Scope, events: readonly Announcement[]): Promise<void> {
  if (events.length === 0) return;
  await tx.insert(outboxBatches).values({
    merchantId: scope.merchantId,
    id: newId("obx"),
    events: events.map((event) => ({ id: newId("evt"), ...event })),
  });
}

/**
 * As `announce`, one event for each of `rows`, as the last part of the statement that made them in a CTE: thousands of events
 * are put together where their rows are. An event has the id of its subject behind its own prefix, so this is only for what
 * happens to a subject once.
 */
export function announceEach(
  scope: Scope,
  rows: SQL,
  event: { readonly type: string; readonly subjectId: SQL; readonly payload: Readonly<Record<string, SQL>> },
): SQL {
  const payload = Object.entries(event.payload).flatMap(([name, value]) => [sql`${name}::text`, value]);
  return sql`
    insert into outbox_batch (merchant_id, id, events)
    select ${scope.merchantId}, ${newId("obx")}, jsonb_agg(jsonb_build_object('id', 'evt_' || split_part(${event.subjectId}, '_', 2),
      'type', ${event.type}::text, 'subjectId', ${event.subjectId}, 'payload', jsonb_build_object(${sql.join(payload, sql`, `)})))
    from ${rows} having count(*) > 0`;
}
