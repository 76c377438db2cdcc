import {
  type MemberCart,
  withDelivery,
  withPack,
  withProduct,
  withQuantity,
  withRegion,
} from "@/lib/orders/rules/member-cart";

/** What the checkout's form says beside the button that was pressed. */
export type CheckoutFields = {
  /** How it shall come, and where to, as chosen and typed; null = collected; absent = the page did not ask. */
  readonly delivery?: MemberCart["delivery"] | null;
  /** The part of the store's floor; absent = the page did not ask. */
  readonly region?: string;
  /** The vouchers ticked now, and those that the page showed as ticked. */
  readonly ticked: readonly string[];
  readonly shownTicked: readonly string[];
};

export type CheckoutChange = {
  readonly cart: MemberCart;
  /** The part of the page that changed. */
  readonly part: string;
  /** Whether vouchers were chosen by hand: what the address asked for is part of that choice, or was left out of it. */
  readonly isChosen: boolean;
};

/**
 * The cart with what was typed and chosen on a checkout that nobody had confirmed, whatever button was pressed then: how it shall
 * come, where to, the part of the floor.
 */
export function withFields(cart: MemberCart, { delivery, region }: CheckoutFields): MemberCart {
  const placed = region === undefined ? cart : withRegion(cart, region);
  return delivery === undefined ? placed : withDelivery(placed, delivery);
}

/**
 * What a button of the checkout makes of a cart: `say` is its words, `do value value`. All else that was typed or ticked is kept with
 * it; words that none of our buttons says keep that alone.
 */
export function changeCart(cart: MemberCart, say: string, fields: CheckoutFields): CheckoutChange {
  const [what = "", one = "", two = ""] = say.slice(0, 100).split(" ");
  const kept = withFields(cart, fields);
  if (what === "vouchers")
    return { cart: { ...kept, choice: choiceOf(one, fields.ticked) }, part: "coupons", isChosen: true };
  const isTicked = isTickedAnew(fields);
  const own = isTicked ? { ...kept, choice: choiceOf("chosen", fields.ticked) } : kept;
  const [changed, part] = changes(own, what, one, two);
  return { cart: changed, part, isChosen: isTicked };
}

function changes(cart: MemberCart, what: string, one: string, two: string): [MemberCart, string] {
  if (what === "quantity" && /^\d{1,3}$/.test(two)) return [withQuantity(cart, one, Number(two)), ""];
  if (what === "pack") return [withPack(cart, one, two === "1"), "packs"];
  if (what === "product" && one !== "") return [withProduct(cart, cart.storeId, one), "coupons"];
  return [cart, what === "delivery" ? "delivery" : what === "region" || what === "code" ? "coupons" : ""];
}

const choiceOf = (mode: string, ticked: readonly string[]): MemberCart["choice"] =>
  mode === "best" ? "best" : mode === "none" ? [] : [...new Set(ticked)].slice(0, 20);

/** Whether other vouchers are ticked than those that the page showed as ticked. */
export const isTickedAnew = ({ ticked, shownTicked }: CheckoutFields) => !isSame(ticked, shownTicked);

const isSame = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((one) => others.includes(one));
