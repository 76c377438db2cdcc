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

/** A cart whose code typed last does not work, without it: asked about with each change it would be counted as a try each time. */
export function withoutWrongCode<C extends Pick<Counter, "codes">>(counter: C): C {
  return { ...counter, codes: counter.codes.slice(0, -1) };
}

/** For another member: the coupons chosen were the other's, and so were the codes typed since that one was named. */
export function forMember<C extends Counter>(counter: C, member: CounterMember | null): C {
  return { ...counter, member, vouchers: "best", codes: counter.member ? [] : counter.codes };
}
