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
