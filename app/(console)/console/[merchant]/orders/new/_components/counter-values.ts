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
