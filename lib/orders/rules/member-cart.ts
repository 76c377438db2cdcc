import { z } from "zod";

/** A cart holds so many different products; it is kept in the member's browser, where there is not room for more. */
export const CART_LINES = 30;
/** No more packs may be unpaid at a time. */
export const CART_PACKS = 2;
const MOST_UNITS = 99;
/** The longest address: a cart of everything with one still fits into a browser. */
export const ADDRESS = 200;

/** Where a checkout asks for the address: what its own address leads to where it was missing. */
export const ADDRESS_FIELD = "delivery-address";

/** What a member means to order in one store, and with which vouchers. */
export const memberCartSchema = z.strictObject({
  storeId: z.string().startsWith("str_").max(40),
  lines: z
    .array(z.tuple([z.string().startsWith("prd_").max(40), z.int().min(1).max(MOST_UNITS)]))
    .max(CART_LINES),
  /** `best`, or what the member chose by hand; `[]` = none. */
  choice: z.union([z.literal("best"), z.array(z.string().startsWith("vch_").max(40)).max(20)]),
  /** Coupon packs that are bought with it; absent = none. */
  packs: z.array(z.string().startsWith("pak_").max(40)).max(CART_PACKS).optional(),
  /** The part of the store's floor where the member is; absent = they did not say. */
  region: z.string().max(40).optional(),
  /** Where it is delivered, and whose address that is: a browser may be another member's later. Absent = it is collected. */
  delivery: z.strictObject({ memberId: z.string().max(40), address: z.string().max(ADDRESS) }).optional(),
});
export type MemberCart = z.output<typeof memberCartSchema>;

/** Where a browser keeps its cart at one merchant. */
export const cartCookie = (merchantId: string) => ({
  name: `cart.${merchantId}`,
  schema: memberCartSchema,
  seconds: 7 * 86_400,
});

/** Where a browser keeps the code that was typed last at the checkout and why it did not work (empty = it was not tried), for the page that follows. */
export const typedCookie = (merchantId: string) => ({
  name: `typed.${merchantId}`,
  schema: z.strictObject({ code: z.string().max(100), error: z.string().max(500) }),
  seconds: 60,
});

/** How many units are in the cart. */
export function unitsIn(cart: MemberCart | null): number {
  return cart?.lines.reduce((sum, [, quantity]) => sum + quantity, 0) ?? 0;
}

/** The cart with `more` units of a product; one of another store begins anew. What does not fit stays out. */
export function withProduct(
  cart: MemberCart | null,
  storeId: string,
  productId: string,
  more = 1,
): MemberCart {
  const own: MemberCart =
    cart?.storeId === storeId ? cart : withDelivery({ storeId, lines: [], choice: "best" }, cart?.delivery);
  const before = own.lines.find(([id]) => id === productId)?.[1] ?? 0;
  return withQuantity(own, productId, before + more);
}

/** The cart with so many units of a product; none takes it out. Products keep their order. */
export function withQuantity(cart: MemberCart, productId: string, quantity: number): MemberCart {
  const units = Math.min(Math.max(Math.trunc(quantity), 0), MOST_UNITS);
  const known = cart.lines.some(([id]) => id === productId);
  if (!known && (units === 0 || cart.lines.length === CART_LINES)) return cart;
  const changed = known ? cart.lines : [...cart.lines, [productId, units] as [string, number]];
  const lines = changed.flatMap(([id, had]): [string, number][] => {
    const now = id === productId ? units : had;
    return now > 0 ? [[id, now]] : [];
  });
  return { ...cart, lines };
}

/** The cart with a pack, or without it; one that does not fit any more stays out. */
export function withPack(cart: MemberCart, packId: string, isWanted: boolean): MemberCart {
  const others = (cart.packs ?? []).filter((id) => id !== packId);
  const packs = isWanted ? [...others, packId].slice(0, CART_PACKS) : others;
  return { ...cart, packs };
}

/** The cart of somebody in this part of the store; an empty name = they do not say. */
export function withRegion({ region: _, ...cart }: MemberCart, region: string): MemberCart {
  return region === "" ? cart : { ...cart, region };
}

/** The cart delivered to a member's address, or collected (null). */
export function withDelivery(
  { delivery: _, ...cart }: MemberCart,
  to: MemberCart["delivery"] | null,
): MemberCart {
  return to
    ? { ...cart, delivery: { ...to, address: to.address.replaceAll("\r\n", "\n").trim().slice(0, ADDRESS) } }
    : cart;
}

/** The member's own address in the cart; empty = they gave none. */
export function addressOf({ delivery }: MemberCart, memberId: string): string {
  return delivery?.memberId === memberId ? delivery.address : "";
}

/** What is ordered and where, in one text: by it a form says which cart its page showed. */
export function linesShown(
  storeId: string,
  lines: readonly { readonly productId: string; readonly quantity: number }[],
  isDelivered = false,
): string {
  const units = lines.map(({ productId, quantity }) => `${quantity}*${productId}`);
  return [storeId, ...units, ...(isDelivered ? ["delivered"] : [])].join(" ");
}

/** What a browser runs on, as coupons tell devices apart; a till never comes this way. */
export function deviceOf(userAgent: string): "mobile" | "desktop" {
  return /Mobi|Android|iPhone|iPad|MicroMessenger/i.test(userAgent) ? "mobile" : "desktop";
}
