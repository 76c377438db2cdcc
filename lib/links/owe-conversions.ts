import type { Tx } from "@/db/client";
import { claimsOf, ordersOf, oweToLinks } from "@/lib/links/repository/conversions";
import type { ToldEvent } from "@/lib/platform/deliver-outbox";

/**
 * Owes what members claimed and paid to the links they came by, in the transaction that takes the events from the outbox:
 * each once. A visit that is noted later (`noteVisit`) looks back by itself.
 */
export async function oweConversions(tx: Tx, events: readonly ToldEvent[]): Promise<void> {
  const of = (type: string) =>
    events
      .filter((event) => event.type === type)
      .map(({ merchantId, subjectId }) => ({ merchantId, id: subjectId }));
  const [claims, paid] = [of("voucher.issued"), of("order.paid")];
  if (claims.length > 0) await oweToLinks(tx, claimsOf(claims));
  if (paid.length > 0) await oweToLinks(tx, ordersOf(paid));
}
