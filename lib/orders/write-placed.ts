import type { Tx } from "@/db/client";
import { newCode, newId } from "@/lib/kernel/id";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { LoadedCart } from "@/lib/orders/load-cart";
import { insertOrders, type OrderToStore } from "@/lib/orders/repository/orders";
import { isDelivered } from "@/lib/orders/rules/orders";
import { lineRows, orderRow, voucherRows } from "@/lib/orders/rules/place";
import { priceLoaded } from "@/lib/orders/rules/price-loaded";
import type { OrderInput } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import type { Quote } from "@/lib/pricing/shapes";
import { moveAll } from "@/lib/vouchers/move-vouchers";

export type PlaceOrder = {
  readonly requestId: string;
  readonly order: OrderInput;
  /** Packs that are bought with it, each once; at most two. */
  readonly packs?: readonly SeenPack[];
  /** Where the member has it delivered; absent = it is collected, or nobody said. */
  readonly deliveryAddress?: string;
  /** What its buyer saw that it costs without packs; another price places nothing. Absent = nobody saw one. */
  readonly seenTotalMinor?: number;
};

/**
 * By what a repetition of a request is known. What a line leaves out of `onOffer` stands as the `false` that once was its
 * default: a request that is sent again to another version of the program is the same one there.
 */
export function bodyOf({ order, packs = [], deliveryAddress }: PlaceOrder) {
  return {
    ...order,
    lines: order.lines.map(({ onOffer = false, ...line }) => ({ ...line, onOffer })),
    ...(packs.length > 0 ? { packs } : {}),
    ...(deliveryAddress === undefined ? {} : { deliveryAddress }),
  };
}

/** A pack and what its buyer saw that it costs. */
export type SeenPack = { readonly packId: string; readonly priceMinor: number };

export type PlacedOrder = {
  readonly id: string;
  readonly number: string;
  readonly status: "placed";
  readonly expiresAt: string;
  readonly quote: Quote;
};

export type Priced = LoadedCart & { readonly quote: Quote; readonly now: Instant };

/**
 * The price a cart is ordered at. Refuses a chosen set that does not work, with the list of a quote, and a total that is not
 * the one that was seen: `price_changed`.
 */
export function priceForOrder(
  loaded: Result<LoadedCart>,
  now: Instant,
  seenTotalMinor: number | undefined,
): Result<Priced> {
  if (!loaded.ok) return loaded;
  const { choice } = loaded.value;
  const quote = priceLoaded(loaded.value, choice);
  if (choice !== "best" && quote.notApplied.length > 0) {
    const more = { notApplied: quote.notApplied };
    return { ok: false, refusal: { code: "vouchers_not_applicable", more } };
  }
  if (seenTotalMinor !== undefined && quote.totalMinor !== seenTotalMinor) return refuse("price_changed");
  return ok({ ...loaded.value, quote, now });
}

/** An order about to be written, and what its caller is told then. */
export type Placing = OrderToStore & {
  readonly placed: PlacedOrder;
  readonly memberId: string | null;
  /** The request that places it, where it is not the scope's. */
  readonly requestId?: string;
};

/** A priced cart as an order, with its id and number; every voucher of the quote is issued by now. */
export function placingOf(
  scope: Scope,
  { order, deliveryAddress }: Pick<PlaceOrder, "order" | "deliveryAddress">,
  priced: Priced,
  requestId?: string,
): Placing {
  const { now, quote, store, cart, products, candidates } = priced;
  const [id, number] = [newId("ord"), newCode(8)];
  const { refundBasis } = store;
  const row = orderRow({ id, number, order, quote, now, actor: scope.actor, refundBasis, deliveryAddress });
  return {
    order: row,
    lines: lineRows(cart.lines, quote, products),
    vouchers: voucherRows(quote, candidates, now),
    placed: { id, number, status: "placed", expiresAt: row.expiresAt.toISOString(), quote },
    memberId: order.memberId ?? null,
    ...(requestId ? { requestId } : {}),
  };
}

/**
 * Writes orders with their lines, reserves their vouchers, and tells the log and others, in seven statements however many
 * they are. Call it with their members locked and their coupons held. Throws `busy` where a voucher is not available any
 * more.
 */
export async function writePlaced(
  tx: Tx,
  scope: Scope,
  some: readonly Placing[],
  now: Instant,
): Promise<void> {
  if (some.length === 0) return;
  await insertOrders(tx, scope, some);
  const orderOf = new Map(
    some.flatMap(({ placed, vouchers }) => vouchers.map(({ voucherId }) => [voucherId, placed.id] as const)),
  );
  await moveAll(tx, scope, "reserve", {
    voucherIds: [...orderOf.keys()],
    cause: (voucherId) => ({ orderId: orderOf.get(voucherId) }),
    now,
  });
  await recordAudit(
    tx,
    scope,
    some.map(({ placed: { id, quote }, requestId }) => ({
      ...{ action: "order.place", objectType: "order", objectId: id },
      after: { status: "placed", totalMinor: quote.totalMinor },
      ...(requestId ? { requestId } : {}),
    })),
  );
  await announce(
    tx,
    scope,
    some.map(({ placed: { id, quote }, order: { deliveryAddress }, memberId }) => ({
      ...{ type: "order.placed", subjectId: id },
      payload: {
        ...{ memberId, totalMinor: quote.totalMinor },
        isDelivered: isDelivered({
          deliveryAddress: deliveryAddress ?? null,
          deliveryMinor: quote.deliveryMinor,
          wasDelivered: null,
        }),
      },
    })),
  );
}
