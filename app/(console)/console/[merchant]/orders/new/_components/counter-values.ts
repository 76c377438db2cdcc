import type { CartLine } from "@/components/orders/cart";

export type CounterMember = { readonly id: string; readonly called: string };
/** What is kept as a draft. */
export type CounterDraft = Counter & { readonly storeId: string };

export type Counter = {
  /** The part of the store's floor; null = nobody says. */
  readonly region: string | null;
  readonly member: CounterMember | null;
  readonly lines: readonly CartLine[];
  readonly deliveryMinor: number | null;
  /** `best`, or the chosen copies of the member. */
  readonly vouchers: "best" | readonly string[];
  readonly codes: readonly string[];
};

export const emptyCounter: CounterDraft = {
  ...{ storeId: "", region: null, member: null, lines: [], deliveryMinor: null },
  ...{ vouchers: "best", codes: [] },
};

/** With this in it a draft says of each line whether somebody set that it is on offer; one of before says no of all of them. */
export const tellsOffers = { tellsOffers: true } as const;

/** Kept lines, as they say whether they are on offer: of a draft of before only a yes was chosen. */
export function offersKept<L extends { readonly onOffer: boolean | null }>(
  lines: readonly L[],
  isTold: boolean,
): L[] {
  return lines.map((line) => (isTold ? line : { ...line, onOffer: line.onOffer || null }));
}

/**
 * What is asked about a cart: at best, which tells of every coupon, and as chosen where somebody chose. A code goes with one of
 * the two: one that does not work is counted as a try by each.
 */
export function quotesOf<C extends Pick<Counter, "vouchers" | "codes">>(cart: C | null) {
  const isChosen = cart !== null && cart.vouchers !== "best";
  return {
    best: cart && { ...cart, vouchers: "best" as const, codes: isChosen ? [] : cart.codes },
    own: isChosen ? cart : null,
  };
}

/**
 * The codes that are asked about now: the first `known`, which work, and the next, so that a refusal is that one's. None while
 * nobody is named: a code is used by a member, and asked for nobody each would be counted as a wrong try.
 */
export function codesToAsk({ member, codes }: Pick<Counter, "member" | "codes">, known: number) {
  return member ? codes.slice(0, known + 1) : [];
}

/**
 * What is known of a cart's codes once those that were asked about were refused: the last of them does not work and leaves the cart,
 * since with each change it would be counted as a try again. Where all of several had worked before, none is blamed: they are asked about anew, one more at a time.
 */
export function afterWrongCode<C extends Pick<Counter, "member" | "codes">>(counter: C, known: number) {
  const asked = codesToAsk(counter, known);
  if (known >= asked.length && asked.length > 1) return { counter, known: 0, wrong: null };
  const at = asked.length - 1;
  const codes = counter.codes.filter((_, i) => i !== at);
  return { counter: { ...counter, codes }, known: Math.max(at, 0), wrong: asked.at(-1) ?? null };
}

/** How many of the codes of before are still the first ones, of so many that were known to work. */
export function stillKnown(before: readonly string[], codes: readonly string[], known: number): number {
  const changed = before.findIndex((code, i) => codes[i] !== code);
  return Math.min(known, changed === -1 ? before.length : changed);
}

/** For another member: the coupons chosen were the other's, and so were the codes typed since that one was named. */
export function forMember<C extends Counter>(counter: C, member: CounterMember | null): C {
  return { ...counter, member, vouchers: "best", codes: counter.member ? [] : counter.codes };
}
