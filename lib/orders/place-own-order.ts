import { ok, type Result, refuse } from "@/lib/kernel/result";
import { type OpenCheckout, openCheckout, requestOf } from "@/lib/orders/open-checkout";
import { type PlacedOrder, placeOrder } from "@/lib/orders/place-order";
import type { SeenPack } from "@/lib/orders/write-placed";
import type { Scope } from "@/lib/platform/auth/scope";

export type PlaceOwnOrder = OpenCheckout & {
  readonly requestId: string;
  /** What the goods cost before vouchers, as the member saw it. */
  readonly seenSubtotalMinor: number;
  /** The vouchers that were applied, as the member saw it. */
  readonly seenVouchers: readonly string[];
  /** The packs that were ticked, at the price the member saw; at most two. */
  readonly seenPacks?: readonly SeenPack[];
};

/**
 * A member orders what their checkout showed: the catalogue's prices and exactly the vouchers that were applied there. The
 * same request id places one order. A price that moved since places nothing: `price_changed`. Refusals beside it: those of
 * `openCheckout` and `placeOrder`.
 */
export async function placeOwnOrder(
  scope: Scope,
  { requestId, seenSubtotalMinor, seenVouchers, seenPacks = [], ...asked }: PlaceOwnOrder,
): Promise<Result<PlacedOrder>> {
  const checkout = await openCheckout(scope, { ...asked, cart: { ...asked.cart, choice: "best" } });
  if (!checkout.ok) return checkout;
  const { lines, currency, best } = checkout.value;
  if (best.subtotalMinor !== seenSubtotalMinor) return refuse("price_changed");
  const order = { ...requestOf(asked, lines, currency, seenVouchers), note: "" };
  const placed = await placeOrder(scope, { requestId, order, packs: seenPacks });
  return placed.ok ? ok(placed.value) : placed;
}
