import { useState } from "react";
import {
  atPricesOf,
  type CartLine,
  type CartStore,
  linesOf,
  withLine,
  withOne,
} from "@/components/orders/cart";
import type { SoldProduct } from "@/lib/orders/queries/sold";
import {
  afterWrongCode,
  type Counter,
  type CounterDraft,
  type CounterMember,
  codesToAsk,
  forMember,
  stillKnown,
} from "./counter-values";

/** What is typed of an order at the counter. Another store or member begins its cart or its coupons anew. */
export function useCounter(stores: readonly CartStore[], begun: CounterDraft) {
  const [counter, setCounter] = useState<CounterDraft>(() =>
    stores.length === 1 ? { ...begun, storeId: stores[0]?.id ?? "" } : begun,
  );
  /** The code that did not work, of which the code box tells until another is typed; null = none. */
  const [wrongCode, setWrongCode] = useState<string | null>(null);
  /** So many of the codes, from the first on, are known to work for this member. */
  const [known, setKnown] = useState(0);
  const store = stores.find(({ id }) => id === counter.storeId) ?? null;
  const change = (patch: Partial<CounterDraft>) => setCounter((now) => ({ ...now, ...patch }));
  const chooseStore = (id: string) => {
    if (id !== counter.storeId)
      change({ storeId: id, region: null, lines: [], deliveryMinor: null, vouchers: "best" });
  };
  const chooseMember = (member: CounterMember | null) => {
    setWrongCode(null);
    setKnown(0);
    setCounter((now) => forMember(now, member));
  };
  const setCodes = (codes: readonly string[]) => {
    setWrongCode(null);
    setKnown(stillKnown(counter.codes, codes, known));
    change({ codes });
  };
  const refuseCode = () => {
    const after = afterWrongCode(counter, known);
    setWrongCode(after.wrong);
    setKnown(after.known);
    setCounter(after.counter);
  };
  const add = (product: SoldProduct) => setCounter((now) => ({ ...now, lines: withOne(now.lines, product) }));
  const setLine = (id: string, patch: Partial<CartLine>) =>
    setCounter((now) => ({ ...now, lines: withLine(now.lines, id, patch) }));
  const drop = (id: string) =>
    setCounter((now) => ({ ...now, lines: now.lines.filter(({ product }) => product.id !== id) }));
  const reprice = (sold: readonly SoldProduct[]) =>
    setCounter((now) => ({ ...now, lines: atPricesOf(now.lines, sold) }));
  const cart = { add, setLine, drop, reprice };
  const asked = codesToAsk(counter, known);
  const codes = { asked, wrongCode, setCodes, refuseCode, acceptCodes: setKnown };
  return { store, counter, change, chooseStore, chooseMember, ...codes, ...cart };
}

/** The cart as the order's actions take it; null while something of it is missing. */
export function cartOf(store: CartStore | null, counter: Counter) {
  const { region, member, deliveryMinor, vouchers, codes } = counter;
  const lines = linesOf(counter.lines);
  if (!store || !lines) return null;
  return {
    ...{ storeId: store.id, channel: "till", device: "till", currency: store.currency },
    ...(region !== null && store.regions.includes(region) ? { region } : {}),
    memberId: member?.id ?? null,
    deliveryMinor: deliveryMinor ?? 0,
    ...{ lines, vouchers, codes },
  };
}
export type CounterCart = NonNullable<ReturnType<typeof cartOf>>;
