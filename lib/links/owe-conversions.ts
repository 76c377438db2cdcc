import type { Tx } from "@/db/client";
import { claimsOf, ordersOf, oweToLinks, packsOf, takeOffRefunds } from "@/lib/links/repository/conversions";
import type { ToldEvent } from "@/lib/platform/deliver-outbox";

/**
 * Owes what members claimed and paid to the links they came by, and takes off what was refunded, in the transaction that
 * takes the events from the outbox: each once. A visit that is noted later (`noteVisit`) looks back by itself.
 */
export async function oweConversions(tx: Tx, events: readonly ToldEvent[]): Promise<void> {
  const of = (...types: string[]) =>
    events
      .filter((event) => types.includes(event.type))
      .map(({ merchantId, subjectId }) => ({ merchantId, id: subjectId }));
  const [claims, paid, packs] = [of("voucher.issued"), of("order.paid"), of("pack.purchased")];
  if (claims.length > 0) await oweToLinks(tx, claimsOf(claims));
  if (paid.length > 0) await oweToLinks(tx, ordersOf(paid));
  if (packs.length > 0) await oweToLinks(tx, packsOf(packs));
  const refunded = of("order.refunded", "order.partly_refunded", "pack.refunded");
  if (refunded.length > 0) await takeOffRefunds(tx, refunded);
}
