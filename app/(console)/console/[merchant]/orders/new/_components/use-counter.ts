import { useState } from "react";
import type { SoldProduct } from "@/lib/orders/queries/sold";

export type CounterStore = {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
};
export type CounterMember = { readonly id: string; readonly called: string };
export type CounterLine = {
  readonly product: SoldProduct;
  readonly quantity: number | null;
  readonly onOffer: boolean;
};

export type Counter = {
  readonly member: CounterMember | null;
  readonly lines: readonly CounterLine[];
  readonly deliveryMinor: number | null;
  /** `best`, or the chosen copies of the member. */
  readonly vouchers: "best" | readonly string[];
  readonly codes: readonly string[];
};

const empty: Counter = { member: null, lines: [], deliveryMinor: null, vouchers: "best", codes: [] };

/** What is typed of an order at the counter. Another store or member begins its cart or its coupons anew. */
export function useCounter(stores: readonly CounterStore[]) {
  const [storeId, setStoreId] = useState(stores.length === 1 ? (stores[0]?.id ?? "") : "");
  const [counter, setCounter] = useState<Counter>(empty);
  const store = stores.find(({ id }) => id === storeId) ?? null;
  const change = (patch: Partial<Counter>) => setCounter((now) => ({ ...now, ...patch }));
  const chooseStore = (id: string) => {
    setStoreId(id);
    if (id !== storeId) change({ lines: [], deliveryMinor: null, vouchers: "best" });
  };
  const add = (product: SoldProduct) => setCounter((now) => ({ ...now, lines: withOne(now.lines, product) }));
  const setLine = (id: string, patch: Partial<CounterLine>) =>
    setCounter((now) => ({
      ...now,
      lines: now.lines.map((line) => (line.product.id === id ? { ...line, ...patch } : line)),
    }));
  const drop = (id: string) =>
    setCounter((now) => ({ ...now, lines: now.lines.filter(({ product }) => product.id !== id) }));
  return { store, storeId, counter, change, chooseStore, add, setLine, drop };
}

function withOne(lines: readonly CounterLine[], product: SoldProduct): CounterLine[] {
  const isThere = lines.some((line) => line.product.id === product.id);
  if (!isThere) return [...lines, { product, quantity: 1, onOffer: false }];
  return lines.map((line) =>
    line.product.id === product.id ? { ...line, quantity: Math.min(1000, (line.quantity ?? 0) + 1) } : line,
  );
}

/** The cart as the order's actions take it; null while something of it is missing. */
export function cartOf(store: CounterStore | null, counter: Counter) {
  const { member, lines, deliveryMinor, vouchers, codes } = counter;
  const isWhole =
    lines.length > 0 && lines.every(({ quantity }) => quantity !== null && quantity >= 1 && quantity <= 1000);
  if (!store || !isWhole) return null;
  return {
    ...{ storeId: store.id, channel: "till", device: "till", currency: store.currency },
    memberId: member?.id ?? null,
    deliveryMinor: deliveryMinor ?? 0,
    lines: lines.map(({ product, quantity, onOffer }) => ({
      id: product.id,
      productId: product.id,
      unitPriceMinor: product.priceMinor,
      quantity: quantity ?? 1,
      onOffer,
    })),
    ...{ vouchers, codes },
  };
}
export type CounterCart = NonNullable<ReturnType<typeof cartOf>>;
