import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { findOnSale } from "@/lib/catalogue/find-on-sale";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { type LoadedCart, loadCart } from "@/lib/orders/load-cart";
import { loadStore } from "@/lib/orders/repository/facts";
import { findHolders } from "@/lib/orders/repository/orders";
import { isHeldByOffers } from "@/lib/orders/rules/held-by-offers";
import { addressOf, type MemberCart } from "@/lib/orders/rules/member-cart";
import { priceLoaded } from "@/lib/orders/rules/price-loaded";
import type { CartLineInput } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import type { Candidate, Choice, Quote, ReasonCode, RefusedVoucher } from "@/lib/pricing/shapes";

export type OpenCheckout = {
  readonly cart: MemberCart;
  readonly memberId: string;
  readonly device: "mobile" | "desktop";
  /** A voucher that shall be on it, as an address asks (`?coupon=`): with what was chosen, or instead of the best. */
  readonly wish?: string | readonly string[] | undefined;
};

/** What the member chose, and the voucher that they wish for where it is not among the best. */
function choiceOf({ choice }: MemberCart, wish: string | null, best: Quote): Choice {
  if (wish === null) return choice;
  if (choice !== "best") return [...new Set([...choice, wish])];
  return best.applied.some(({ voucherId }) => voucherId === wish) ? choice : [wish];
}

const wishOf = ({ wish }: OpenCheckout) =>
  typeof wish === "string" && wish.startsWith("vch_") && wish.length <= 40 ? wish : null;

export type CheckoutLine = CartLineInput & { readonly name: string };

export type CheckoutDelivery = {
  /** What delivery costs there, in minor units; null = the store does not deliver. */
  readonly chargeMinor: number | null;
  readonly isChosen: boolean;
  /** The member's own; empty = they gave none yet. */
  readonly address: string;
};

function deliveryOf({ cart, memberId }: OpenCheckout, chargeMinor: number | null): CheckoutDelivery {
  const isChosen = chargeMinor !== null && cart.delivery !== undefined;
  return { chargeMinor, isChosen, address: addressOf(cart, memberId) };
}

/** A cart as the checkout shows it. */
export type Checkout = {
  readonly storeId: string;
  /** The parts of the store's floor, and the one that the member says they are in. */
  readonly regions: readonly string[];
  readonly region: string | null;
  readonly lines: readonly CheckoutLine[];
  /** Whether it can be delivered, and whether it is. */
  readonly delivery: CheckoutDelivery;
  /** Products of the cart that the store does not sell any more; they are left out of the price. */
  readonly gone: number;
  readonly currency: string;
  readonly timeZone: string;
  /** What the order costs as the member chose; with no voucher where the choice does not work. */
  readonly quote: Quote;
  /** What it would cost at best, and every voucher that is not in that set with its reasons. */
  readonly best: Quote;
  /** The member's own choice, or null: the best is taken. */
  readonly chosen: readonly string[] | null;
  /** The voucher that the address asks for, where it is one. */
  readonly wish: string | null;
  /** Why the member's choice does not work as the cart is now. */
  readonly refused: readonly RefusedVoucher[];
  /** Which unpaid order of theirs holds a voucher that is `reserved`, by voucher. */
  readonly heldBy: ReadonlyMap<string, { readonly id: string; readonly number: string }>;
  /** The product that a voucher is for and the cart has not, where the store sells it, by voucher. */
  readonly missing: ReadonlyMap<string, { readonly productId: string; readonly name: string }>;
  /** The vouchers that would work if what they are for were not on offer. */
  readonly heldByOffers: ReadonlySet<string>;
  readonly candidates: readonly Candidate[];
  readonly maxVouchersPerOrder: number;
};

/** The cart's lines at the catalogue's prices now; the browser says only what and how many. */
async function pricedLines(tx: Tx, scope: Scope, cart: MemberCart): Promise<CheckoutLine[]> {
  const ids = cart.lines.map(([id]) => id);
  const onSale = await findOnSale(tx, scope, { storeId: cart.storeId, ids });
  return cart.lines.flatMap(([id, quantity]) => {
    const product = onSale.get(id);
    if (!product) return [];
    const { name, priceMinor: unitPriceMinor, onOffer } = product;
    return [{ id, productId: id, unitPriceMinor, quantity, onOffer, name }];
  });
}

/** What is ordered, as `placeOrder` and `quoteCart` take it. */
export function requestOf(
  { cart, memberId, device }: OpenCheckout,
  { lines, currency, region, delivery }: Pick<Checkout, "lines" | "currency" | "region" | "delivery">,
  vouchers: Choice,
) {
  return {
    ...{ storeId: cart.storeId, region, channel: "online" as const },
    ...{ device, memberId, currency },
    deliveryMinor: delivery.isChosen ? (delivery.chargeMinor ?? 0) : 0,
    lines: lines.map(({ name: _, ...line }) => line),
    vouchers: vouchers === "best" ? vouchers : [...vouchers],
    codes: [],
  };
}

/** The vouchers that are not on it for this reason, and for no other but `also`. */
const refusedFor = ({ notApplied }: Quote, reason: ReasonCode, also: readonly ReasonCode[] | "any") =>
  notApplied.flatMap(({ voucherId, reasons }) => {
    const others = reasons.filter(({ code }) => code !== reason);
    const isMeant = others.length < reasons.length;
    const isAll = also === "any" || others.every(({ code }) => also.includes(code));
    return voucherId && isMeant && isAll ? [voucherId] : [];
  });

const heldByOffers = ({ cart, candidates }: LoadedCart) =>
  new Set(
    candidates.flatMap(({ voucherId, terms }) =>
      voucherId && isHeldByOffers(cart, terms) ? [voucherId] : [],
    ),
  );

/** The products that coupons for one product (C5) wait for. */
async function findMissing(
  tx: Tx,
  scope: Scope,
  storeId: string,
  { best, candidates }: { readonly best: Quote; readonly candidates: readonly Candidate[] },
): Promise<Checkout["missing"]> {
  const waiting = new Set(
    refusedFor(best, "no_eligible_product", ["min_spend_not_met", "min_items_not_met"]),
  );
  const wanted = candidates.flatMap(({ voucherId, terms: { benefit, conditions } }) =>
    voucherId && waiting.has(voucherId) && benefit.type === "product"
      ? [{ voucherId, productId: benefit.productId, takesOffers: conditions.combinesWithOffers }]
      : [],
  );
  if (wanted.length === 0) return new Map();
  const ids = [...new Set(wanted.map(({ productId }) => productId))];
  const onSale = await findOnSale(tx, scope, { storeId, ids });
  return new Map(
    wanted.flatMap(({ voucherId, productId, takesOffers }) => {
      const product = onSale.get(productId);
      const helps = product && (takesOffers || !product.onOffer);
      return helps ? [[voucherId, { productId, name: product.name }] as const] : [];
    }),
  );
}

/**
 * A member's cart with its prices: as they chose and at best, with every voucher's reasons (U1). Changes nothing. Refusals:
 * `cart_empty` (nothing of it is on sale), those of `loadCart`.
 */
export async function openCheckout(scope: Scope, asked: OpenCheckout): Promise<Result<Checkout>> {
  return await inTransaction(async (tx) => {
    const store = await loadStore(tx, scope, asked.cart.storeId);
    if (!store || store.isArchived) return refuse("store_closed");
    const lines = await pricedLines(tx, scope, asked.cart);
    if (lines.length === 0) return refuse("cart_empty");
    const now = await databaseNow(tx);
    const region = store.regions.find((name) => name === asked.cart.region) ?? null;
    const delivery = deliveryOf(asked, store.deliveryMinor);
    const ordered = { lines, currency: store.currency, region, delivery };
    const load = (vouchers: Choice) =>
      loadCart(tx, scope, requestOf(asked, ordered, vouchers), { at: now, now });
    const loaded = await load("best");
    if (!loaded.ok) return loaded;
    const { cart, candidates } = loaded.value;
    const best = priceLoaded(loaded.value, "best");
    const price = async (choice: Choice): Promise<Result<{ choice: Choice; quote: Quote }>> => {
      const own = choice === "best" ? null : await load(choice);
      if (own && !own.ok) return own;
      return ok({ choice, quote: own ? priceLoaded(own.value, own.value.choice) : best });
    };
    const wish = wishOf(asked);
    const wished = await price(choiceOf(asked.cart, wish, best));
    if (!wished.ok) return wished;
    const refused = wished.value.choice === "best" ? [] : wished.value.quote.notApplied;
    // A wish that does not go with what was chosen takes nothing else away.
    const taken = refused.length > 0 && wish ? await price(asked.cart.choice) : wished;
    if (!taken.ok) return taken;
    const { choice, quote } = taken.value;
    return ok({
      ...{ ...ordered, storeId: store.id, regions: store.regions, timeZone: store.timeZone },
      ...{ quote, best, candidates },
      gone: asked.cart.lines.length - lines.length,
      chosen: choice === "best" ? null : choice,
      wish,
      refused,
      heldBy: await findHolders(tx, scope, refusedFor(best, "reserved", "any")),
      missing: await findMissing(tx, scope, asked.cart.storeId, { best, candidates }),
      heldByOffers: heldByOffers(loaded.value),
      maxVouchersPerOrder: cart.maxVouchersPerOrder,
    });
  });
}
