import { inTransaction } from "@/db/transaction";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { findEarlier } from "@/lib/merchants/answer-once";
import { type OpenCheckout, openCheckout, requestOf } from "@/lib/orders/open-checkout";
import { type PlacedOrder, placeOrder } from "@/lib/orders/place-order";
import { loadStore } from "@/lib/orders/repository/facts";
import { findOrder } from "@/lib/orders/repository/orders";
import { addressOf, linesShown } from "@/lib/orders/rules/member-cart";
import type { SeenPack } from "@/lib/orders/write-placed";
import type { Scope } from "@/lib/platform/auth/scope";

export type PlaceOwnOrder = OpenCheckout & {
  readonly requestId: string;
  /** What was ordered and where (`linesShown`), as the member saw it: another window may have changed the cart since. */
  readonly seenLines: string;
  /** What the goods cost before vouchers, as the member saw it. */
  readonly seenSubtotalMinor: number;
  /** What it all comes to without packs, as the member saw it; absent = their page did not say. */
  readonly seenTotalMinor?: number | undefined;
  /** The vouchers that were applied, as the member saw it. */
  readonly seenVouchers: readonly string[];
  /** The packs that were ticked, at the price the member saw; at most two. */
  readonly seenPacks?: readonly SeenPack[];
};

/**
 * A member orders what their checkout showed: the catalogue's prices and exactly the vouchers that were applied there. The
 * same request id places one order, and is told of it whatever became of prices since: who asks again lost the answer. Asked
 * again for another way or another address it is `key_reused`: that order is placed as it was asked for first. Nothing is
 * placed at a price that moved before (`price_changed`), of another cart (`cart_changed`), of the same one that comes another
 * way than was shown (`delivery_changed`), and of what is to be delivered nobody says where (`address_missing`). Refusals
 * beside them: those of `openCheckout` and `placeOrder`.
 */
export async function placeOwnOrder(
  scope: Scope,
  { requestId, seenLines, seenVouchers, seenPacks = [], ...asked }: PlaceOwnOrder,
): Promise<Result<PlacedOrder>> {
  const { seenSubtotalMinor, seenTotalMinor } = asked;
  const earlier = await findPlaced(scope, { requestId, ...asked });
  if (earlier && isAsSeen(earlier.placed, seenSubtotalMinor, seenVouchers))
    return earlier.isSameWay ? ok(earlier.placed) : refuse("key_reused");
  const checkout = await openCheckout(scope, { ...asked, cart: { ...asked.cart, choice: "best" } });
  if (!checkout.ok) return checkout;
  const { lines, best, delivery } = checkout.value;
  if (delivery.isChosen && delivery.address === "") return refuse("address_missing");
  const shown = (isDelivered: boolean) => linesShown(asked.cart.storeId, lines, isDelivered);
  // Another way of the same goods, chosen as it was placed: they see first what that comes to.
  if (shown(!delivery.isChosen) === seenLines) return refuse("delivery_changed");
  if (shown(delivery.isChosen) !== seenLines) return refuse("cart_changed");
  if (best.subtotalMinor !== seenSubtotalMinor) return refuse("price_changed");
  const order = { ...requestOf(asked, checkout.value, seenVouchers), note: "" };
  const seen = seenTotalMinor === undefined ? {} : { seenTotalMinor };
  const to = delivery.isChosen ? { deliveryAddress: delivery.address } : {};
  return await placeOrder(scope, { requestId, order, packs: seenPacks, ...seen, ...to });
}

/** What this request placed before, and whether that comes to its member as the cart says now; null = it placed nothing. */
async function findPlaced(
  scope: Scope,
  { requestId: key, cart, memberId }: Pick<PlaceOwnOrder, "requestId" | "cart" | "memberId">,
) {
  return await inTransaction(async (tx) => {
    const placed = await findEarlier<PlacedOrder>(tx, scope, { route: "order.place", key });
    if (!placed) return null;
    const went = (await findOrder(tx, scope, placed.id))?.deliveryAddress ?? null;
    if (went !== null || !cart.delivery)
      return { placed, isSameWay: went === (cart.delivery ? addressOf(cart, memberId) : null) };
    // A store that does not deliver has it collected, whatever a cart still says.
    const store = await loadStore(tx, scope, cart.storeId);
    return { placed, isSameWay: (store?.deliveryMinor ?? null) === null };
  });
}

/** Whether an order is what a checkout showed; with another cart the request id is used again. */
function isAsSeen({ quote }: PlacedOrder, subtotalMinor: number, vouchers: readonly string[]): boolean {
  const applied = quote.applied.map(({ voucherId }) => voucherId ?? "");
  return (
    quote.subtotalMinor === subtotalMinor &&
    applied.length === vouchers.length &&
    applied.every((id) => vouchers.includes(id))
  );
}
