import type { Tx } from "@/db/client";
import { keepOrdersWith } from "@/lib/analytics/repository/activity-days";
import type { ToldEvent } from "@/lib/platform/deliver-outbox";

/**
 * Keeps what was sold with coupons of activities, and takes off what was refunded, in the transaction that takes the events
 * from the outbox. An order that is told twice is one.
 */
export async function keepSales(tx: Tx, events: readonly ToldEvent[]): Promise<void> {
  const ids = new Map(events.map(({ merchantId, subjectId }) => [`${merchantId} ${subjectId}`, subjectId]));
  const pairs = [...ids].map(([key, id]) => ({ merchantId: key.slice(0, -id.length - 1), id }));
  await keepOrdersWith(tx, pairs);
}
